using Microsoft.AspNetCore.Authorization;

namespace Messenger.Web;

/// <summary>The doors for programs: /api. One line of work each, over the verbs that the pages use.</summary>
public static class Api
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddScoped(services => new Contract(
            services.GetRequiredService<IPresence>(), services.GetRequiredService<Texts>(), services.GetRequiredService<IHttpContextAccessor>().HttpContext?.FindMe()));
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Shape(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddScoped<WholeMessages>();
        builder.Services.AddHostedService<SigningKeyReader>();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization().AddEndpointFilter(ETagFilter.AnswerAsync);
        api.MapAuth();
        api.MapUsers();
        api.MapChats();
        api.MapInvitations();
        api.MapMessages();
        api.MapSearch();
        api.MapCalls();
    }

    /// <summary>The problems it may answer, for the description; 401 goes without saying where a token is asked for.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        Array.ForEach(statuses, status => endpoint.Produces<ProblemJson>(status, "application/problem+json"));
        return endpoint;
    }

    public static RouteHandlerBuilder Pages(this RouteHandlerBuilder endpoint, bool byMessage = false) => endpoint.WithMetadata(new PagedQuery(byMessage));
}

/// <summary>Says of an endpoint that its query has <see cref="CatchUpPosition"/>.</summary>
sealed record CatchUpQuery;

/// <summary>Says of an endpoint that its query has <see cref="PageRange"/>.</summary>
sealed record PagedQuery(bool ByMessage);

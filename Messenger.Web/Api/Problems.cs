using System.Text.Json;

namespace Messenger.Web;

/// <summary>Why a program's request was refused (RFC 9457).</summary>
/// <param name="Type">A name for this kind of problem.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Detail">A sentence a person can act on. It names the field itself, for clients that show nothing else.</param>
/// <param name="Errors">By field, where fields are to blame: every one that is wrong.</param>
public sealed record ProblemJson(string Type, string Title, int Status, string Detail, IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>Turns what went wrong in the API into a problem document, once.</summary>
static class Problems
{
    public static void UseProblems(this IApplicationBuilder api) => api.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            Languages.Speak(http);
            await AnswerAsync(http, failure);
        }

        var answer = http.Response;
        if (answer.StatusCode >= 400 && !answer.HasStarted && answer.ContentType is null)
        {
            Languages.Speak(http);
            // What is not there looks the same whether it was an address or a thing.
            await WriteAsync(http, answer.StatusCode == 404 ? Kind(Refused.NotFound()) : "about:blank", Sentence(http, answer.StatusCode), null);
        }
    });

    static Task AnswerAsync(HttpContext http, Exception failure)
    {
        var problem = Of(failure);
        var status = StatusOf(problem);
        if (status >= 500)
        {
            http.RequestServices.GetRequiredService<ILogger<Contract>>().LogError(failure, "A request to the API failed with {Status}", status);
        }

        http.Response.Headers.RetryAfter = problem is Refused { RetryAfter: { } wait } ? $"{wait}" : status == 503 ? "2" : default;
        http.Response.Headers.WWWAuthenticate = status == 401 ? BearerHandler.Name : default;
        http.Response.StatusCode = status;
        if (problem is not Refused refused)
        {
            return WriteAsync(http, "about:blank", ErrorTexts.Of(failure, TextsOf(http)) ?? Sentence(http, status), null);
        }

        var texts = TextsOf(http);
        if (refused.Field is null || status != StatusCodes.Status422UnprocessableEntity)
        {
            return WriteAsync(http, Kind(refused), texts.Of(refused), null);
        }

        var errors = refused.Others.Prepend(refused).ToLookup(one => Contract.Field(one.Field)!, texts.Of);
        var detail = string.Join(' ', errors.Select(field => $"{field.Key}: {string.Join(' ', field)}"));
        return WriteAsync(http, Kind(refused), detail, errors.ToDictionary(field => field.Key, field => field.ToArray()));
    }

    static string Kind(Refused refused) => $"urn:messenger:{refused.Code}";

    /// <summary>What is wrong with a body or a parameter is a refusal like any other.</summary>
    static Exception Of(Exception failure) => failure switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Of(json),
        JsonException json when json.Path?.Split('.', '[') is [_, { Length: > 0 } field, ..] => Refused.Invalid("wrong_type", "This is not what belongs here.", field),
        JsonException => Refused.Invalid("not_json", "This is not JSON of the shape that was asked for.", "body"),
        _ => failure,
    };

    // The contract has 400 where a name is taken (as the original had), and 403 for somebody who is locked out.
    static int StatusOf(Exception problem) => problem is Refused { Code: "username_taken" or "username_alike" or "email_taken" or "link_dead" }
        ? StatusCodes.Status400BadRequest
        : Errors.StatusOf(problem);

    static Task WriteAsync(HttpContext http, string type, string detail, IReadOnlyDictionary<string, string[]>? errors)
    {
        var status = http.Response.StatusCode;
        var problem = new ProblemJson(type, Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), status, detail, errors);
        return http.Response.WriteAsJsonAsync(problem, ApiJson.Json, "application/problem+json");
    }

    static string Sentence(HttpContext http, int status) => ErrorTexts.For(status, TextsOf(http)).Sentence;

    static Texts TextsOf(HttpContext http) => http.RequestServices.GetRequiredService<Texts>();
}

using Messenger.Domain;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>Turns what went wrong into a status, once; Pages/Error says it in words.</summary>
static class Errors
{
    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            StatusCodeSelector = StatusOf,
            // What failed has left its mark on the things of its scope, the check of the cookie among them.
            CreateScopeForErrors = true,
            // A refusal is an answer, not a failure: it is not logged.
            SuppressDiagnosticsCallback = context => StatusOf(context.Exception) < 500,
        });
        app.UseStatusCodePagesWithReExecute("/error");
        app.UseWhen(http => http.IsApi(), api => api.UseProblems());
        app.Use(RefuseTooLarge);
    }

    // Later it would fail within the check for forged forms, which takes every failure to read a body for a forgery.
    static Task RefuseTooLarge(HttpContext http, RequestDelegate next)
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (http.Request.ContentLength > limit && !http.IsExplaining())
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        return next(http);
    }

    /// <summary>This request has gone wrong, and its error page is on the way.</summary>
    public static bool IsExplaining(this HttpContext http) => http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Failure() is not null;

    public static Exception? Failure(this HttpContext http) => http.Features.Get<IExceptionHandlerFeature>()?.Error;

    /// <summary>What was asked for, also while an error page stands in for it.</summary>
    public static string Asked(this HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is { } status
            ? $"{status.OriginalPathBase}{status.OriginalPath}{status.OriginalQueryString}"
            : $"{http.Request.PathBase}{http.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? http.Request.Path}{http.Request.QueryString}";

    public static int StatusOf(Exception failure) => failure switch
    {
        Refused refused => refused.Reason switch
        {
            Reason.Invalid => StatusCodes.Status422UnprocessableEntity,
            Reason.NotFound => StatusCodes.Status404NotFound,
            Reason.Forbidden => StatusCodes.Status403Forbidden,
            Reason.Conflict => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status401Unauthorized,
        },
        TooMany => StatusCodes.Status429TooManyRequests,
        AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        BadHttpRequestException bad => bad.StatusCode,
        _ when DatabaseAway.Explains(failure) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Messenger.Web;

/// <summary>Gives each thing that goes wrong its status; <see cref="ErrorTexts"/> has the words.</summary>
static class Errors
{
    public static void UseErrors(this WebApplication app)
    {
        app.Use(next => new ErrorPageWarmup(app.Services, next).AnswerAsync);
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
    }

    /// <summary>This request has gone wrong, and its error page is on the way.</summary>
    public static bool IsExplaining(this HttpContext http) => http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Failure() is not null;

    public static Exception? Failure(this HttpContext http) => http.Features.Get<IExceptionHandlerFeature>()?.Error;

    /// <summary>What was asked for, also while an error page stands in for it.</summary>
    public static string OriginalUrl(this HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is { } status
            ? $"{status.OriginalPathBase}{status.OriginalPath}{status.OriginalQueryString}"
            : $"{http.Request.PathBase}{http.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? http.Request.Path}{QueryString.Create(http.Request.Query)}";

    public static int StatusOf(Exception failure) => failure switch
    {
        Refused refused => StatusOf(refused.Reason),
        _ when DiskFull.Explains(failure) || FileStoreUnavailable.Explains(failure) => StatusCodes.Status503ServiceUnavailable,
        // A body without a length turns out too large only while the check for forged forms reads it.
        AntiforgeryValidationException { InnerException: BadHttpRequestException bad } => bad.StatusCode,
        AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        BadHttpRequestException bad => bad.StatusCode,
        _ when DatabaseUnavailable.Explains(failure) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>On the form it came from: what was typed is wrong there, whoever may say so.</summary>
    public static int StatusOnForm(Refused refused) => refused.Reason is Reason.TooLarge or Reason.Unsupported or Reason.TooMany
        ? StatusOf(refused.Reason)
        : StatusCodes.Status422UnprocessableEntity;

    static int StatusOf(Reason reason) => reason switch
    {
        Reason.Invalid => StatusCodes.Status422UnprocessableEntity,
        Reason.NotFound => StatusCodes.Status404NotFound,
        Reason.Forbidden => StatusCodes.Status403Forbidden,
        Reason.Conflict => StatusCodes.Status409Conflict,
        Reason.Unknown => StatusCodes.Status401Unauthorized,
        Reason.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Reason.Unsupported => StatusCodes.Status415UnsupportedMediaType,
        Reason.TooMany => StatusCodes.Status429TooManyRequests,
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}

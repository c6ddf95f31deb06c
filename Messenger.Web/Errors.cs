using Messenger.Domain;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

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
            // A refusal is an answer, not a failure: it is not logged.
            SuppressDiagnosticsCallback = context => StatusOf(context.Exception) < 500,
        });
        app.UseStatusCodePagesWithReExecute("/error");
    }

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

using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Messenger.Web.Pages;

/// <summary>A page where passwords are tried: after too many tries the same form says how long to wait.</summary>
public abstract class PasswordPage : AppPage
{
    [NonHandler]
    public override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) =>
        base.OnPageHandlerExecutionAsync(context, async () =>
        {
            var done = await next();
            if (done.Exception is TooMany many)
            {
                Response.Headers.RetryAfter = $"{many.Seconds}";
                await ShowAgainAsync(done, StatusCodes.Status429TooManyRequests, "",
                    Texts.Count("Too many tries. Wait {0} second.|Too many tries. Wait {0} seconds.", many.Seconds));
            }

            return done;
        });
}

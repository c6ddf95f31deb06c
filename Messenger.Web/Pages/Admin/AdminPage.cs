using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Messenger.Web.Pages;

/// <summary>What the pages for admins share: for anybody else there is no such page, and no browser keeps one.</summary>
public abstract class AdminPage : AppPage
{
    public Actor Actor => Actor.Of(Me);

    // Its name would make it a handler: of the HTTP method PAGE.
    [NonHandler]
    public sealed override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Me.IsAdmin)
        {
            throw Refused.NotFound();
        }

        Response.Headers.CacheControl = "no-store";
        return base.OnPageHandlerExecutionAsync(context, next);
    }
}

using System.Text.RegularExpressions;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Messenger.Web.Pages;

/// <summary>
/// The base of the pages, with what they share: who asks, and what happens when a rule says no. A page loads what it shows in
/// <see cref="LoadAsync"/>; a refused post shows the same page again with the reason and what was typed.
/// </summary>
public abstract class AppPage : PageModel
{
    public Me Me => HttpContext.Me();

    /// <summary>Whether something was done just now, as the address says that it was led to.</summary>
    public bool Saved { get; protected set; }

    protected virtual Task LoadAsync() => Task.CompletedTask;

    // Its name would make it a handler: of the HTTP method PAGE.
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Request.IsHtmx())
        {
            // It is a part of the page at the page's own address: Back must not find it in the browser's cache.
            Response.Headers.CacheControl = "no-store";
        }

        if (!HttpMethods.IsPost(Request.Method))
        {
            if (!HasForm)
            {
                // Somebody reloads or bookmarks the address of an action.
                context.Result = BackTo(RouteData.Values["chatId"] is { } chatId ? $"/chats/{chatId}" : null, otherwise: "/");
                return;
            }

            Saved = Request.Query["saved"] == "true";
            await LoadAsync();
        }

        var done = await next();
        if (done.Exception is Refused refused && (refused.Reason is Reason.Invalid or Reason.Conflict or Reason.Unknown || refused.Field is not null) && HasForm)
        {
            await ShowAgainAsync(done, refused);
        }
    }

    /// <summary>False for a page that only acts: its refusals become the error page.</summary>
    protected virtual bool HasForm => true;

    /// <summary>To where the request says, if that is a page of ours.</summary>
    /// <param name="wanted">As an address shows it, or as people write it: a header holds only ASCII (RFC 9110, 5.5).</param>
    protected LocalRedirectResult BackTo(string? wanted, string otherwise) =>
        LocalRedirect(Url.IsLocalUrl(wanted) ? Regex.Replace(wanted, "[^!-~]+", some => Uri.EscapeDataString(some.Value)) : otherwise);

    /// <summary>What is wrong, wherever it is.</summary>
    public string? Wrong() => ModelState.Values.SelectMany(state => state.Errors).FirstOrDefault()?.ErrorMessage;

    /// <summary>What is wrong with a field, or null.</summary>
    public string? Wrong(string field) => ModelState.TryGetValue(field, out var state) ? state.Errors.FirstOrDefault()?.ErrorMessage : null;

    /// <summary>The same page with what was typed and what was wrong with it; for a script only the latter.</summary>
    async Task ShowAgainAsync(PageHandlerExecutedContext done, Refused refused)
    {
        List<Refused> all = [refused, .. refused.Others];
        all.ForEach(one => ModelState.AddModelError(one.Field ?? "", Service<Texts>().Of(one)));
        done.ExceptionHandled = true;
        done.Result = Request.IsHtmx() ? Content(string.Join(' ', all.Select(Service<Texts>().Of))) : Page();
        Response.StatusCode = Errors.StatusOnForm(refused);
        Response.Headers.RetryAfter = refused.RetryAfter is { } wait ? $"{wait}" : default;
        Response.Headers["Messenger-Field"] = refused.Field;
        await LoadAsync();
    }

    T Service<T>()
        where T : notnull => HttpContext.RequestServices.GetRequiredService<T>();
}

using Messenger.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Messenger.Web.Pages;

/// <summary>What went wrong and what to do about it, in words; with the text somebody was sending, so that it is not lost.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    public int Status { get; private set; }

    public string? Reason { get; private set; }

    public KeptText? Kept { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public Task OnPostAsync() => ShowAsync();

    async Task ShowAsync()
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        // Opened by hand there is nothing wrong, and nothing here either.
        Status = Response.StatusCode = Response.StatusCode is 200 ? 404 : Response.StatusCode;
        Reason = failure is Refused { Reason: not Domain.Reason.NotFound } refused
            ? HttpContext.RequestServices.GetRequiredService<Texts>().Of(refused) : null;
        if (failure is TooMany many)
        {
            Response.Headers.RetryAfter = $"{Math.Max(1, (int)Math.Ceiling(many.Wait.TotalSeconds))}";
        }
        else if (Status == 503)
        {
            Response.Headers.RetryAfter = "5";
        }

        Kept = Status is 404 or 413 ? null : await KeptText.OfAsync(Request);
    }
}

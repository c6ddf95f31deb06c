using Htmx;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Messenger.Web.Pages;

/// <summary>
/// The page that says what went wrong and what to do about it, in words; with the text somebody was sending, so
/// that it is not lost. It asks the database for nothing: that may be what is away.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ErrorModel(IAntiforgery antiforgery, Texts texts) : PageModel
{
    public int Status { get; private set; }

    public string Icon { get; private set; } = "";

    public string Headline { get; private set; } = "";

    public string Advice { get; private set; } = "";

    public UnsentDraft? Draft { get; private set; }

    /// <summary>A script asked: it has its own page, and needs only the sentence.</summary>
    public bool IsForScript => Request.IsHtmx();

    /// <summary>Somebody else's 404 must not differ from a missing thing's by a single byte: no path, no time, no token.</summary>
    public bool IsBare => Status == 404;

    /// <summary>The page to open once more, when nothing was sent and waiting may help.</summary>
    public string? Again => HttpMethods.IsGet(Request.Method) && Status is 429 or >= 500 ? HttpContext.OriginalUrl() : null;

    public DraftForm? DraftForm => Draft?.Action is null || IsBare ? null : new(Draft, Token, "retry", texts["Try again"]);

    public UnsentForm? UnsentForm { get; private set; }

    public LoginForm? LoginForm => Status != 401 ? null : new(null, Remember: true, CameFrom, Draft);

    // Not a handler: the post that failed may have named one that is not here.
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Opened by hand there is nothing wrong, and nothing here either.
        Status = Response.StatusCode = HttpContext.IsExplaining() ? Response.StatusCode : 404;
        Draft = IsForScript ? null : await UnsentDraft.ReadAsync(Request);
        UnsentForm = IsForScript ? null : await UnsentForm.ReadAsync(Request, Status, () => Token);
        var wait = HttpContext.Failure() is Refused { RetryAfter: { } seconds } ? seconds : 5;
        if (Status is 429 or 503)
        {
            Response.Headers.RetryAfter = $"{wait}";
        }

        (Icon, Headline, Advice, _) = ErrorTexts.For(Status, texts, Draft is not null, wait);
        Advice = ErrorTexts.Of(HttpContext.Failure(), texts) ?? Advice;
        await next();
    }

    // A fresh token is bound to who asks. With the database away that is nobody, and the token that was sent is still good.
    string? Token => Status == 503 && HttpContext.FindMe() is null
        ? Request.Form["__RequestVerificationToken"]
        : antiforgery.GetAndStoreTokens(HttpContext).RequestToken;

    string CameFrom => Request.GetTypedHeaders().Referer is { } page && page.Authority == Request.Host.Value ? page.PathAndQuery : "/";
}

using System.Collections.Concurrent;
using Messenger.Domain;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Messenger.Web.Pages;

/// <summary>
/// Whole pages as they were last drawn for somebody, compressed: going back and forth between chats in which nothing happens draws
/// nothing. One is good while everything it shows is as it was, which its page says in numbers that are read each time.
/// </summary>
public sealed class KeptScreens(IOptions<AntiforgeryOptions> antiforgery, TimeProvider time)
{
    // About 20,000 bytes each.
    const int Limit = 1000, LengthLimit = 200_000;

    readonly ConcurrentDictionary<(Guid Session, string Path), KeptScreen> screens = new();

    /// <summary>The way to what is kept of this page, and to keeping it. Null where it is not.</summary>
    /// <param name="numbers">What tells this state of what the page shows from every other.</param>
    public Screen? Of(HttpContext http, object numbers)
    {
        // The forms in a page are good only together with this cookie.
        var cookie = http.Request.Cookies[antiforgery.Value.Cookie.Name!];
        if (cookie is null || http.Request.QueryString.HasValue || !http.Request.Headers.AcceptEncoding.ToString().Contains("gzip"))
        {
            return null;
        }

        // It shows "Today", "Mon" and the like: right for this hour.
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone.Of(http));
        return new Screen(this, http.Me().SessionId, http.Request.Path.Value!, (numbers, http.Me(), cookie, now.Date, now.Hour));
    }

    /// <summary>A page as somebody asks for it.</summary>
    /// <param name="state">Everything it shows, but presence.</param>
    public sealed class Screen(KeptScreens all, Guid session, string path, object state)
    {
        public IActionResult? Kept =>
            all.screens.TryGetValue((session, path), out var kept) && kept.State.Equals(state) && kept.Shown.IsStill() ? kept : null;

        /// <summary>The page that is about to be drawn, so that it is kept.</summary>
        /// <param name="gap">The one part of it that is another each time it is sent, a random id; or nothing.</param>
        public PageResult Keeping(ShownPresence shown, string gap) => new KeepingPage(gap, page => Keep(shown, page));

        void Keep(ShownPresence shown, Spliced page)
        {
            if (page.Length > LengthLimit)
            {
                return;
            }

            if (all.screens.Count >= Limit)
            {
                all.screens.Clear();
            }

            all.screens[(session, path)] = new KeptScreen(state, shown, page);
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection.Metadata;
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
    // 20 MB at the very most; a common one is 10,000 bytes long.
    const int Limit = 500, LengthLimit = 40_000;

    readonly ConcurrentDictionary<(Guid Session, string Place), KeptScreen> screens = new();

    /// <summary>The way to what is kept of this page, and to keeping it. Null where it is not.</summary>
    /// <param name="readAsync">What tells this state of what the page shows from every other; null where it is not kept.</param>
    public async Task<Screen?> OfAsync(HttpContext http, Func<Task<object?>> readAsync)
    {
        // The forms in a page are good only together with this cookie. A page that is being edited (dotnet watch) is drawn each time.
        var cookie = http.Request.Cookies[antiforgery.Value.Cookie.Name!];
        if (cookie is null || PlaceOf(http.Request) is not { } place || MetadataUpdater.IsSupported || await readAsync() is not { } numbers)
        {
            return null;
        }

        // It shows "Today", "Mon" and the like: right for this hour.
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), ReaderTimeZone.Of(http));
        return new Screen(this, http.Me().SessionId, place, numbers, (http.Me(), cookie, now.Date, now.Hour), readAsync);
    }

    // One for each page, however its address is spelt: /chats/05 is answered, but not kept.
    static string? PlaceOf(HttpRequest request)
    {
        var (page, chat) = (request.RouteValues["page"] as string, request.RouteValues["chatId"] as string);
        return HttpMethods.IsGet(request.Method) && !request.QueryString.HasValue && request.TakesGzip() && IsPlain(chat) ? $"{page} {chat}" : null;
    }

    static bool IsPlain(string? chat) => chat is null || chat == $"{int.Parse(chat, CultureInfo.InvariantCulture)}";

    /// <summary>A page as somebody asks for it.</summary>
    /// <param name="numbers">Everything it shows, but what is in the state beside it and presence.</param>
    public sealed class Screen(KeptScreens all, Guid session, string place, object numbers, object state, Func<Task<object?>> readAsync)
    {
        public IActionResult? Kept =>
            all.screens.TryGetValue((session, place), out var kept) && kept.State.Equals((numbers, state)) && kept.Shown.IsStill() ? kept : null;

        /// <summary>The page that is about to be drawn, so that it is kept.</summary>
        /// <param name="gap">The one part of it that is another each time it is sent, a random id; or nothing.</param>
        public PageResult Keeping(ShownPresence shown, string gap) => new KeepingPage(gap, page => KeepAsync(shown, page));

        async Task KeepAsync(ShownPresence shown, Spliced page)
        {
            // Read once more: what moved while it was drawn may be in it or not, and a pin moves back.
            if (page.Length > LengthLimit || !numbers.Equals(await readAsync()))
            {
                return;
            }

            if (all.screens.Count >= Limit)
            {
                all.screens.Clear();
            }

            all.screens[(session, place)] = new KeptScreen((numbers, state), shown, page);
        }
    }
}

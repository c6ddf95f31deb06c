using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web;

/// <summary>The endpoint of /api/search: finding messages.</summary>
public static class SearchApi
{
    public static void MapSearch(this IEndpointRouteBuilder api) =>
        api.MapMethods("/search", ReadMethods.GetAndHead, FindAsync).WithTags("messages").RateLimit(Limit.Search, isForReading: true).Refuses(404, 422, 429);

    /// <summary>Find messages</summary>
    /// <remarks>In my chats, the newest first, 50 at a time.</remarks>
    /// <param name="q">
    /// Words in any order and language, each any part of a word, without regard to case and accents; at most 200 characters. It is narrowed down by
    /// <c>from:</c> (a part of a name), <c>in:</c> (a part of what a chat is called), <c>before:</c> and <c>after:</c> (days such as 2026-01-31, as they
    /// begin in my time zone) and <c>has:</c> (file, image, video, audio or link). Values of several words stand in quotes.
    /// </param>
    /// <param name="chatId">In this chat alone.</param>
    /// <param name="before">Where the answer before said that the next page begins.</param>
    public static async Task<SearchJson> FindAsync(
        string? q, [FromQuery(Name = "chat_id")] string? chatId, string? before, HttpContext http, MessageSearch messages, WholeMessages whole)
    {
        int? chat = null, page = null;
        Refused.Together(() => chat = PageRange.Number(chatId, "chat_id", 0, int.MaxValue), () => page = PageRange.Number(before, "before", 0, int.MaxValue));
        var found = await messages.FindAsync(http.Me().Id, q, ReaderTimeZone.Of(http), chat, page);
        List<MessageJson> hits = [];
        foreach (var some in found.Messages.GroupBy(message => message.ChatId))
        {
            hits.AddRange(await whole.ListAsync(http.Me().Id, some.Key, [.. some.OrderBy(message => message.Sequence)]));
        }

        return new SearchJson([.. hits.OrderByDescending(message => message.CreatedAt).ThenByDescending(message => message.Id)], found.Before, found.IsWhole);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using Messenger.Domain;

namespace Messenger.Web;

/// <summary>Lists of chats as JSON, as they were last answered to each person, good while nothing in their list has moved.</summary>
public sealed class ChatListCache(IPresence presence)
{
    // With a hundred groups of ten one is 300,000 bytes long; all of them together stay small.
    const int Limit = 100, LengthLimit = 400_000;

    readonly ConcurrentDictionary<(int Me, int Skip, int Limit, string Language), (ChatListVersion Mark, CachedJson Answer)> lists = new();

    /// <param name="now">Read before the list is: that may be newer than it says, which costs one more reading, and never older.</param>
    public async Task<IResult> OfAsync(int me, int skip, int limit, ChatListVersion now, Func<Task<IReadOnlyList<ChatJson>>> read)
    {
        var place = (me, skip, limit, CultureInfo.CurrentUICulture.Name);
        if (lists.TryGetValue(place, out var kept) && kept.Mark == now && kept.Answer.IsAsShown(presence))
        {
            return kept.Answer;
        }

        var chats = await read();
        var people = chats.SelectMany(chat => chat.LastMessage is { } last ? chat.Participants.Append(last.Sender) : chat.Participants);
        var answer = CachedJson.Of(chats, people, CompressionLevel.Fastest);
        if (answer.Length <= LengthLimit)
        {
            if (lists.Count >= Limit)
            {
                lists.Clear();
            }

            lists[place] = (now, answer);
        }

        return answer;
    }
}

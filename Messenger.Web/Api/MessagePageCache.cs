using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using Messenger.Domain;

namespace Messenger.Web;

/// <summary>
/// The newest page of each chat as JSON, as it was last answered. It is good while everything it shows is as it was: the chat's
/// revision, the people, their presence, the read marks. Whether the reader may have it was checked before.
/// </summary>
public sealed class MessagePageCache(ReadVersions reads, IPresence presence, TimeProvider time)
{
    /// <summary>Pages of this many messages are kept: what clients ask for that name no number.</summary>
    public const int Messages = 50;

    // Longer pages are rare and made each time, so that all of them together stay small.
    const int Limit = 500, LengthLimit = 100_000;

    // Read marks that moved on another node are not counted here.
    static readonly TimeSpan good = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<(int Chat, string Language), Kept> pages = new();

    public async Task<IResult> OfAsync(int chatId, ChatState now, Func<Task<IReadOnlyList<MessageJson>>> read)
    {
        var (place, state) = ((chatId, CultureInfo.CurrentUICulture.Name), (now.Revision, now.PeopleVersion, reads.Of(chatId)));
        if (pages.TryGetValue(place, out var kept) && kept.State == state && time.GetElapsedTime(kept.At) < good && kept.Answer.IsAsShown(presence))
        {
            return kept.Answer;
        }

        var at = time.GetTimestamp();
        var messages = await read();
        var answer = CachedJson.Of(messages, messages.Select(message => message.Sender), CompressionLevel.SmallestSize);
        if (answer.Length <= LengthLimit)
        {
            if (pages.Count >= Limit)
            {
                pages.Clear();
            }

            pages[place] = new Kept(state, at, answer);
        }

        return answer;
    }

    sealed record Kept((long Revision, int People, long Reads) State, long At, CachedJson Answer);
}

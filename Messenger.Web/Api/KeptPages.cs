using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Messenger.Domain;
using Microsoft.Net.Http.Headers;

namespace Messenger.Web;

/// <summary>
/// The newest page of each chat as JSON, as it was last answered. It is good while everything it shows is as it was: the chat's
/// revision, the people, their presence, the read marks. Whether the reader may have it was checked before.
/// </summary>
public sealed class KeptPages(ReadVersions reads, IPresence presence, TimeProvider time)
{
    /// <summary>Pages of this many messages are kept: what clients ask for that name no number.</summary>
    public const int Messages = 50;

    // Longer pages are rare and made each time, so that all of them together stay small.
    const int Limit = 500, LengthLimit = 100_000;

    // Read marks that moved on another node are not counted here.
    static readonly TimeSpan good = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<(int Chat, string Language), Kept> pages = new();

    public async Task<IResult> OfAsync(int chatId, Standing now, Func<Task<IReadOnlyList<MessageJson>>> read)
    {
        var (key, language) = ((now.Revision, now.PeopleVersion, reads.Of(chatId)), CultureInfo.CurrentUICulture.Name);
        if (pages.TryGetValue((chatId, language), out var kept) && kept.Key == key && time.GetElapsedTime(kept.At) < good && kept.IsAsShown(presence))
        {
            return kept;
        }

        if (pages.Count >= Limit)
        {
            pages.Clear();
        }

        var made = new Kept(key, time.GetTimestamp(), await read());
        return made.Length > LengthLimit ? made : pages[(chatId, language)] = made;
    }

    /// <summary>An answer made once, plain and compressed.</summary>
    sealed class Kept : IResult
    {
        readonly List<(int Id, string Status)> people;
        readonly byte[] plain;
        readonly Lazy<byte[]> compressed;
        readonly string tag;

        public Kept((long, int, long) key, long at, IReadOnlyList<MessageJson> messages)
        {
            (Key, At) = (key, at);
            people = [.. messages.Select(message => (message.Sender.Id, message.Sender.UserStatus)).Distinct()];
            plain = JsonSerializer.SerializeToUtf8Bytes(messages, Wire.Json);
            compressed = new(() => Compressed(plain));
            tag = Validator.TagOf(plain);
        }

        public (long Revision, int People, long Reads) Key { get; }

        public long At { get; }

        public int Length => plain.Length;

        public bool IsAsShown(IPresence presence) => people.TrueForAll(one => Contract.Presence(presence.Of(one.Id)) == one.Status);

        public Task ExecuteAsync(HttpContext http)
        {
            if (Validator.IsKnown(http, tag))
            {
                return Task.CompletedTask;
            }

            var answer = http.Response;
            var isSmall = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip");
            answer.ContentType = "application/json";
            answer.Headers.Vary = HeaderNames.AcceptEncoding;
            answer.Headers.ContentEncoding = isSmall ? "gzip" : default;
            var bytes = isSmall ? compressed.Value : plain;
            answer.ContentLength = bytes.Length;
            return answer.BodyWriter.WriteAsync(bytes).AsTask();
        }

        static byte[] Compressed(byte[] plain)
        {
            using var bytes = new MemoryStream();
            using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize))
            {
                gzip.Write(plain);
            }

            return bytes.ToArray();
        }
    }
}

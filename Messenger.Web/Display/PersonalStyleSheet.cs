using System.Text;

namespace Messenger.Web;

/// <summary>
/// The rules that light what is mine, call me "You" and fold what those say whom I have blocked: the only place that knows who reads. The file never
/// changes; its address names build, language and whom I have blocked.
/// </summary>
static class PersonalStyleSheet
{
    public static void MapPersonalStyleSheet(this WebApplication app) => app.MapMethods("/me/{id:int}.css", ReadMethods.GetAndHead, (int id, HttpContext http, Texts texts) =>
    {
        var blocked = http.FindMe() is { } me && me.Id == id ? me.Blocked : BlockedPeople.None;
        // Whom I have blocked is told to me alone, and is not to be kept under the name of what it was, or will be.
        http.Response.Headers.CacheControl = http.Request.Query["b"].ToString() == blocked.Mark ? "private, max-age=31536000, immutable" : "no-store";
        return Results.Text(Write(id, blocked, texts), "text/css", Encoding.UTF8);
    });

    public static string AddressOf(int userId, string build, string language, string mark) =>
        $"/me/{userId}.css?v={build}&l={language}{(mark.Length > 0 ? $"&b={mark}" : "")}";

    static string Write(int id, BlockedPeople blocked, Texts texts)
    {
        var mine = Mine.Replace("{id}", $"{id}").Replace("{you}", texts["You"]);
        return blocked.Mine.Count == 0 ? mine : mine + Folded
            .Replace("{them}", Those("data-author", blocked)).Replace("{lines}", Those("data-by", blocked)).Replace("{heard}", Those("data-not-for", blocked))
            .Replace("{blocked}", texts["blocked, folded"]);
    }

    static string Those(string attribute, BlockedPeople blocked) => string.Join(", ", blocked.Mine.Select(them => $"[{attribute}=\"{them}\"]"));

    const string Mine = """
        @layer components {
        .message[data-author="{id}"] {
          --flow: row-reverse; --bubble: var(--own); --soft-ink: var(--own-soft); --author: absolute; --clip: inset(50%); --face: none; --ticks: block;
          --start: 0; --corner-start: var(--round); --corner-end: var(--tight); --reactions: end;
        }
        .chat-last[data-by="{id}"] { --mine: inline; --name: none; --you: "{you}"; }
        [data-people~="{id}"], .mention[data-people="0"] { --reaction: var(--chosen); --reaction-line: var(--accent); --reaction-ink: var(--accent); --mention: var(--chosen); }
        [data-not-for="{id}"] { display: none; }
        }
        """;

    // The name stays; the rest is there for who points at it, or comes to its actions by keyboard or finger.
    const string Folded = """

        @layer components {
        .message:is({them}):not(:hover, :focus-within, .direct *) {
          --author: static; --clip: none;
          & > .bubble > :not(.author), & > .reactions { display: none; }
          & .author::after { content: " · {blocked}"; font-weight: 400; }
        }
        .chat-last:is({lines}) { & > bdi { display: none; } &::before { content: "{blocked}"; } }
        :is({heard}) { display: none; }
        }
        """;
}

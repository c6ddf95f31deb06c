using System.Text.RegularExpressions;

namespace Messenger.Domain;

/// <summary>Finds what stands in a text as an address of its own: with http://, as www.example.org or example.org/path, of a mailbox, of a phone.</summary>
static partial class MarkupAddress
{
    // Without a path the others are no sign of an address: done.It, notes.md, ASP.NET.
    const string Plain = " com org edu gov info biz dev app ru su рф ua kz de uk fr nl cz eu jp cn kr br ";

    // A letter of a host's name; what is written without spaces is the next word, unless http:// says that it is not.
    const string Letter = @"[\p{L}\p{M}\p{N}-[\u0E00-\u109F\u1100-\u11FF\u1780-\u17FF\u2E80-\uD7FF\uF900-\uFAFF\uFF66-\uFFDC]]";
    const string Label = $@"(?>(?:{Letter}+-+)*{Letter}+)";
    const string Host = $@"(?>(?:{Label}\.)+(?<top>{Label}))";

    static readonly string[] web = ["http://", "https://"];
    static readonly string[] linkable = [.. web, "mailto:"];
    static readonly Lazy<HashSet<string>> tops = new(() => [.. EmbeddedList.Read("domains.txt")]);

    /// <summary>The address that begins here, and where it ends; the full stop behind it is the sentence's.</summary>
    public static (string Address, int End)? Find(string text, int from)
    {
        if (text[from] == '+') return Phone.Match(text, from) is { Success: true } phone ? Call(phone.Value, phone.Index + phone.Length) : null;
        if (!char.IsLetterOrDigit(text[from])) return null;
        if (AfterScheme(text, from, web) is var host and >= 0) return Whole(text, from, host, least: host + 1, "");

        var word = text.AsSpan(from);
        var space = word.IndexOfAny(' ', '\n');
        if (!(space < 0 ? word : word[..space]).Contains('.') || (from > 0 && @"./\@_-+~=&%#$".Contains(text[from - 1]))) return null;

        return Mail.Match(text, from) is { Success: true } mail && tops.Value.Contains(Top(mail).ToLowerInvariant())
            ? ("mailto:" + mail.Value, from + mail.Length)
            : FindSite(text, from);
    }

    /// <summary>The end of the address in [text](address), or -1.</summary>
    public static int Named(string text, int from)
    {
        var host = AfterScheme(text, from, linkable);
        return host < 0 ? -1 : MarkupAddressEnd.Closed(text, host);
    }

    static (string, int)? Call(string number, int end) => ("tel:+" + string.Concat(number.Replace("(0)", "").Where(char.IsAsciiDigit)), end);

    // Browsers try https by themselves, and come back where there is none. In small letters: My.App/x is a file, and a sentence goes on with a capital.
    static (string, int)? FindSite(string text, int from)
    {
        var site = Site.Match(text, from);
        var isOne = site.Success && (site.Value.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            ? site.Value.Count(letter => letter == '.') > 1
            : tops.Value.Contains(Top(site)) && (site.Groups["slash"].Success || Plain.Contains($" {Top(site)} ")));
        var end = from + site.Length;
        return isOne ? Whole(text, from, end, end, "http://") : null;
    }

    static (string, int)? Whole(string text, int from, int at, int least, string scheme)
    {
        var end = MarkupAddressEnd.Open(text, from, at);
        return end < least ? null : (scheme + text[from..end], end);
    }

    static string Top(Match found) => found.Groups["top"].Value;

    static int AfterScheme(string text, int from, string[] schemes)
    {
        var rest = text.AsSpan(from);
        foreach (var scheme in schemes)
        {
            if (!rest.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) continue;
            return rest.Length > scheme.Length && (rest[scheme.Length] is '[' or > '\u2000' || char.IsLetterOrDigit(rest[scheme.Length]))
                ? from + scheme.Length
                : -1;
        }
        return -1;
    }

    [GeneratedRegex($@"\G(?>{Letter}[\p{{L}}\p{{M}}\p{{N}}._%+-]*)(?<!\.)@{Host}(?!@)")]
    static partial Regex Mail { get; }

    [GeneratedRegex($@"\G{Host}(?::[0-9]{{1,5}})?(?!@)(?<slash>/)?")]
    static partial Regex Site { get; }

    // As they are written for strangers, with + and the country: eleven digits in all behind +1 and +7, else ten to fifteen (E.164).
    // Nothing counts on behind them, and a last digit by itself is a number of its own.
    const string Digits = @"(?:(?:[ \u00A0]?\(|\)[ \u00A0-]?|[ \u00A0.\u2011\u2013-])?[0-9])";

    [GeneratedRegex($@"\G\+(?:[17]{Digits}{{10}}|[2-689]{Digits}{{9,14}})(?<![ \u00A0][0-9])(?![\p{{Lu}}\p{{Ll}}\p{{N}}])")]
    static partial Regex Phone { get; }
}

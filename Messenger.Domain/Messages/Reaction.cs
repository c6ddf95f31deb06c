using System.Globalization;

namespace Messenger.Domain;

/// <summary>One person's emoji under a message.</summary>
public sealed class Reaction
{
    /// <summary>Different emoji under one message; more than anybody reads.</summary>
    public const int KindLimit = 20;

    public int Id { get; init; }

    public int MessageId { get; init; }

    public int UserId { get; init; }

    public required string Emoji { get; init; }

    /// <summary>One grapheme that is a symbol, not a letter: 👍, ❤️, 🏳️‍🌈, 3️⃣.</summary>
    public static string Checked(string? emoji)
    {
        var isOne = emoji is { Length: > 0 and <= 32 } && new StringInfo(emoji).LengthInTextElements == 1
            && emoji.EnumerateRunes().Any(rune => System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol || rune.Value is 0x20E3)
            && !emoji.EnumerateRunes().Any(rune => System.Text.Rune.IsLetter(rune) || rune == System.Text.Rune.ReplacementChar);

        return isOne ? emoji! : throw Refused.Invalid("not_an_emoji", "A reaction is one emoji.", "emoji");
    }
}

using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>What a username may be: what a person can type after an @.</summary>
public static class Usernames
{
    public static string Checked(string? typed)
    {
        var name = TextRules.Name(typed?.TrimStart().TrimStart('@'), "username", User.UsernameLimit) ?? "";
        if (name.Length < 2)
        {
            throw Refused.Invalid("username_short", "A username has at least 2 characters.", "username");
        }

        return name.EnumerateRunes().All(IsAllowed) && name[^1] is not ('.' or '-')
            ? name
            : throw Refused.Invalid("username_odd", "Letters, digits, dots, dashes and underscores only; no dot or dash at the end.", "username");
    }

    static bool IsAllowed(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '-' or '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark;
}

using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The rules of a username: it is what a person can type after an @.</summary>
public static class Usernames
{
    /// <param name="own">What somebody is called already, and may stay.</param>
    public static string Checked(string? typed, string? own = null)
    {
        var name = TextRules.Name(TextRules.Handle(typed), "username", User.UsernameLimit, isPlain: true) ?? "";
        if (name.Length < 2)
        {
            throw Refused.Invalid("username_short", "A username has at least 2 characters.", "username");
        }

        if (Everybody.IsCalled(name) && !name.Equals(own, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused.Invalid("username_everybody", "This word means everybody. Choose another one.", "username");
        }

        return name.EnumerateRunes().All(rune => IsMark(rune) || Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '-' or '_')
            && !IsMark(Rune.GetRuneAt(name, 0)) && name[^1] is not ('.' or '-')
            ? name
            : throw Refused.Invalid("username_odd", "Letters, digits, dots, dashes and underscores only; no dot or dash at the end.", "username");
    }

    /// <summary>That it looks like nobody else's (<see cref="Lookalikes"/>): under the lock of the installation, so of two at once one is refused. A name that is there is only left, never taken away.</summary>
    internal static async Task RequireDistinctAsync(MessengerDb db, User user)
    {
        var (name, skeletons) = (TextRules.Account(user.UserName), Lookalikes.SkeletonsOf(user.UserName!));
        if (await db.Users.AnyAsync(other => other.Id != user.Id && other.NormalizedUserName != name && skeletons.Any(skeleton => other.Skeletons.Contains(skeleton))))
        {
            throw Refused.Invalid("username_alike", "This looks just like somebody else’s username. Choose another one.", "username");
        }
    }

    // Vowel signs and accents: half of the letters in India's scripts.
    static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}

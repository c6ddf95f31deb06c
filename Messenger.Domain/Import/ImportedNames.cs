using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>Names that the original took, made fit for here: those that nobody here has, by the rules of here.</summary>
sealed class ImportedNames(IEnumerable<string> skeletons, IEnumerable<string> emails)
{
    readonly HashSet<string> looks = [.. skeletons], addresses = [.. emails];

    /// <summary>As it was, or with a suffix that has their id.</summary>
    public string FreeUsername(string typed, int id)
    {
        var name = CheckedOrNull(() => Usernames.Checked(typed));
        var plain = name ?? string.Concat(Fit(typed, User.UsernameLimit)?.EnumerateRunes().Select(rune => IsOdd(rune) ? new Rune('_') : rune) ?? []).Trim('_');
        var suffix = $"_{id}";
        plain = $"{(plain.Length < 2 ? "user" : plain)}";
        plain = plain.Length > User.UsernameLimit - suffix.Length ? plain[..(User.UsernameLimit - suffix.Length)] : plain;
        var free = new[] { name, CheckedOrNull(() => Usernames.Checked(plain + suffix)), $"user{suffix}" }.First(one => one is not null && IsFree(one))!;
        looks.UnionWith(Lookalikes.SkeletonsOf(free));
        return free;
    }

    public string FreeEmail(string typed, int id)
    {
        var email = CheckedOrNull(() => Emails.Checked(typed));
        // What stands behind a plus mostly comes to the same person.
        var free = new[] { email, email?.Replace("@", $"+{id}@"), $"user{id}@imported.invalid" }.First(one => one is not null && addresses.Add(Normalized(one)))!;
        return free;
    }

    /// <summary>Whether a name or address here may be what an import made of one there: the same, or one that has their id in it.</summary>
    public static bool IsMadeOf(string here, string there, int id)
    {
        var plain = CheckedOrNull(() => Usernames.Checked(there)) ?? CheckedOrNull(() => Emails.Checked(there));
        return string.Equals(here, plain, StringComparison.OrdinalIgnoreCase)
            || here.EndsWith($"_{id}", StringComparison.Ordinal) || here.Contains($"+{id}@", StringComparison.Ordinal) || here == $"user{id}@imported.invalid";
    }

    /// <summary>As Identity compares names and addresses.</summary>
    public static string Normalized(string name) => name.Normalize().ToUpperInvariant();

    /// <summary>Without what nobody sees, and no longer than it may be; null when nothing is left.</summary>
    public static string? Fit(string? typed, int limit)
    {
        var runes = TextRules.Holdable(typed ?? "").Normalize().EnumerateRunes().Where(rune => !TextRules.IsHidden(rune)).Take(limit);
        return string.Concat(runes).Trim() is { Length: > 0 } name && VisibleText.IsSeen(name) ? name : null;
    }

    bool IsFree(string name) => !Lookalikes.SkeletonsOf(name).Any(looks.Contains);

    static bool IsOdd(Rune rune) => !Rune.IsLetterOrDigit(rune) && rune.Value is not ('.' or '-' or '_')
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    static string? CheckedOrNull(Func<string> check)
    {
        try
        {
            return check();
        }
        catch (Refused)
        {
            return null;
        }
    }
}

using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>
/// The rules of a password: at least 8 characters and not one of the 3,000 that people take most (NIST SP 800-63B, 5.1.1.2; OWASP
/// ASVS, 6.2.4).
/// </summary>
public static class Passwords
{
    public const int Shortest = 8, Longest = 256;

    // What is tried first here, beside the list of the world.
    static readonly HashSet<string> common = new(
        [
            .. EmbeddedList.Read("passwords.txt"), "messenger", "admin123", "administrator", "welcome123", "changeme1", "йцукенгш", "йцукенгшщз", "пароль123",
            "парольпароль", "любовь123",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static string Checked(User user, string? typed, string field)
    {
        var password = Normalized(typed ?? "");
        if (password.Length < Shortest)
        {
            throw Refused.Invalid("password_short", "At least 8 characters. Three ordinary words are better than one odd one.", field);
        }

        if (password.Length > Longest)
        {
            throw Refused.Invalid("password_long", $"At most {Longest} characters.", field);
        }

        return common.Contains(password) || IsRow(password.ToLowerInvariant()) || Is(user.UserName) || Is(user.Email)
            ? throw Refused.Invalid("password_common", "This is one of the first that somebody else would try.", field)
            : password;

        bool Is(string? name) => password.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    // The list has none of these: whoever made it finds them by rules, too. "aaaaaaaa", "12341234", "87654321".
    static bool IsRow(string password) =>
        Enumerable.Range(1, 4).Any(length => Enumerable.Range(length, password.Length - length).All(i => password[i] == password[i - length]))
        || Enumerable.Range(1, password.Length - 1).Select(i => password[i] - password[i - 1]).Distinct().ToList() is [1 or -1];

    /// <summary>An OpaqueString of RFC 8265: letters composed, every space the one of ASCII, nothing else changed.</summary>
    public static string Normalized(string typed) =>
        string.Concat(TextRules.Holdable(typed).Select(letter => char.GetUnicodeCategory(letter) is UnicodeCategory.SpaceSeparator ? ' ' : letter)).Normalize();

    /// <summary>What may have been hashed before passwords were normalised.</summary>
    public static IEnumerable<string> Before(string typed) => [typed, TextRules.Holdable(typed).Normalize(NormalizationForm.FormD)];
}

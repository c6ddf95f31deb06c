using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>At least 8 characters and not one of those everybody tries first (NIST SP 800-63B, 5.1.1.2).</summary>
public static class Passwords
{
    public const int Shortest = 8, Longest = 256;

    static readonly HashSet<string> common = new(StringComparer.OrdinalIgnoreCase)
    {
        "12345678", "123456789", "1234567890", "11111111", "00000000", "87654321", "88888888", "12341234", "11223344", "1q2w3e4r",
        "1qaz2wsx", "password", "password1", "password12", "password123", "passw0rd", "p@ssw0rd", "qwertyui", "qwertyuiop", "qwerty123",
        "qwerty12", "asdfghjk", "asdfghjkl", "zxcvbnm1", "iloveyou", "princess", "sunshine", "football", "baseball", "superman",
        "trustno1", "whatever", "starwars", "computer", "internet", "letmein1", "welcome1", "welcome123", "admin123", "administrator",
        "changeme", "changeme1", "messenger", "abcd1234", "abc12345", "aaaaaaaa", "michelle", "jennifer", "йцукенгш", "йцукенгшщз",
        "пароль123", "парольпароль", "любовь123",
    };

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

        return common.Contains(password) || Is(user.UserName) || Is(user.Email)
            ? throw Refused.Invalid("password_common", "This is one of the first that somebody else would try.", field)
            : password;

        bool Is(string? name) => password.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An OpaqueString of RFC 8265: letters composed, every space the one of ASCII, nothing else changed.</summary>
    public static string Normalized(string typed) =>
        string.Concat(TextRules.Holdable(typed).Select(letter => char.GetUnicodeCategory(letter) is UnicodeCategory.SpaceSeparator ? ' ' : letter)).Normalize();

    /// <summary>What may have been hashed before passwords were normalised.</summary>
    public static IEnumerable<string> Before(string typed) => [typed, TextRules.Holdable(typed).Normalize(NormalizationForm.FormD)];
}

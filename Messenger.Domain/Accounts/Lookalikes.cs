using System.Text;

namespace Messenger.Domain;

/// <summary>Usernames that may be taken for each other: those with a skeleton of UTS 39 in common, as they are written or in small letters.</summary>
public static class Lookalikes
{
    // Read when somebody first chooses a name.
    static readonly Lazy<Dictionary<Rune, string>> prototypes = new(Read);

    /// <summary>The skeletons of a name, each with a space before and behind it.</summary>
    public static IReadOnlyList<string> SkeletonsOf(string username) =>
        [.. new[] { username, username.ToLowerInvariant() }.Select(name => $" {Skeleton(name)} ").Distinct()];

    // Letters that are other letters in a different dress first (wide, mathematical), then small letters once more: bob is BOB, and so B0B.
    static string Skeleton(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormKD).EnumerateRunes().Select(rune => prototypes.Value.GetValueOrDefault(rune) ?? rune.ToString()))
            .ToLowerInvariant().Normalize(NormalizationForm.FormD);

    // Made by confusables.py, which says how it is renewed.
    static Dictionary<Rune, string> Read()
    {
        using var file = new StreamReader(typeof(Lookalikes).Assembly.GetManifestResourceStream("confusables.txt")!);
        file.ReadLine();
        return (
            from entry in file.ReadToEnd().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            let parts = entry.Split('|')
            from letter in parts[1].EnumerateRunes()
            select (letter, parts[0])).ToDictionary();
    }
}

using System.Globalization;

namespace Messenger.Web;

/// <summary>
/// A section of the configuration, read key by key. What is left empty is not set; what cannot be understood, and a key that nobody asks for,
/// is a <see cref="WrongSetting"/>: mistyped, it would be a setting that does nothing.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration, string section)
{
    readonly IConfigurationSection values = configuration.GetSection(section);
    readonly SortedSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    readonly Dictionary<string, string> given = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Known => known;

    /// <summary>What was set of that, as it was written.</summary>
    public IReadOnlyDictionary<string, string> Given => given;

    public string? Text(string key)
    {
        known.Add(key);
        return values[key] is { } text && !string.IsNullOrWhiteSpace(text) ? given[key] = text : null;
    }

    /// <param name="right">What the key has to be, in words that follow it.</param>
    /// <param name="parse">Fails for what it does not understand.</param>
    public T? Read<T>(string key, string right, Func<string, T> parse) => Text(key) is { } text ? Understand(key, right, parse, text.Trim()) : default;

    public int Number(string key, int otherwise, int most, string right, int least = 1)
    {
        var number = Read(key, $"is {right}, {least} to {most}", text => int.Parse(text, NumberStyles.None, null) is var given && given >= least && given <= most ? given : throw new FormatException());
        return number > 0 ? number : otherwise;
    }

    /// <summary>One of these words; the first where nothing is set.</summary>
    public string OneOf(string key, params string[] words) => Read(key, $"is {string.Join(", ", words[..^1])} or {words[^1]}", text =>
        words.Single(word => word.Equals(text, StringComparison.OrdinalIgnoreCase))) ?? words[0];

    /// <summary>A text parted by commas or spaces, or a list.</summary>
    public IReadOnlyList<T> List<T>(string key, string right, Func<string, T> parse)
    {
        var all = string.Join(',', values.GetSection(key).GetChildren().Select(child => child.Value).Prepend(Text(key)));
        return [.. all.Split([',', ' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => Understand(key, right, parse, part))];
    }

    public WrongSetting Wrong(string key, string right, Exception? why = null) => new($"{section}:{key}", right, why);

    /// <summary>After all others.</summary>
    public void RefuseOthers()
    {
        if (values.GetChildren().Select(child => child.Key).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            throw Wrong(unknown, $"is no setting; there are {string.Join(", ", known.Select(key => $"{section}:{key}"))}");
        }
    }

    public T Understand<T>(string key, string right, Func<string, T> parse, string text)
    {
        try
        {
            return parse(text);
        }
        catch (Exception odd) when (odd is FormatException or OverflowException or ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException or KeyNotFoundException)
        {
            throw Wrong(key, right, odd);
        }
    }
}

using System.Globalization;

namespace Messenger.Bench;

/// <summary>The words of a command line, one after the other, with an error that names the option where a value is missing or wrong.</summary>
public sealed class OptionWords(string[] args)
{
    readonly Queue<string> words = new(args);
    string option = "";

    public string? Next() => words.TryDequeue(out var word) ? option = word : null;

    /// <summary>The value of the option that was read last.</summary>
    public string Text() => words.TryDequeue(out var value) ? value : throw new ArgumentException($"{option} needs a value.");

    public int Number(int least, int most)
    {
        var value = Text();
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{option} is a whole number from {least} to {most}, not {value}.");
    }
}

using System.Text.RegularExpressions;

namespace Messenger.Web;

/// <summary>
/// Reads dialogues.*.txt. A blank line parts dialogues, "# dacha" above one makes it part of that scene's story.
/// <code>
/// A: at five ~> at six       who speaks: a letter, dealt out anew each time, or a username; ~> edits, ~> nothing deletes
/// B^1: Fine, @A! {👍A 🎉*}   answers line 1 of the dialogue; reactions, * being everybody else
///   goes on here
/// ann adds noor              and what else people do: see DemoChatWriter; "ann calls" is a call that nobody answers
/// </code>
/// </summary>
static partial class DialogueReader
{
    public static IReadOnlyList<Dialogue> Read(string file)
    {
        using var text = new StreamReader(typeof(DialogueReader).Assembly.GetManifestResourceStream($"dialogues.{file}.txt")!);
        return [.. text.ReadToEnd().Trim().Split("\n\n").Select(dialogue => ReadDialogue(file, dialogue))];
    }

    static Dialogue ReadDialogue(string language, string text)
    {
        var lines = LineEnd.Split(text.Trim());
        return lines[0] is ['#', ' ', .. var topic]
            ? new Dialogue(language, topic, [.. lines[1..].Select(ReadLine)])
            : new Dialogue(language, null, [.. lines.Select(ReadLine)]);
    }

    static Line ReadLine(string text)
    {
        var said = Saying.Match(text.Replace("\n  ", "\n"));
        var done = Doing.Match(text);
        return (said.Success, done.Success) switch
        {
            (true, _) => new Said(
                said.Groups["who"].Value, said.Groups["text"].Value,
                said.Groups["change"].Success ? said.Groups["later"].Value : null,
                int.TryParse(said.Groups["answers"].ValueSpan, out var line) ? line : null,
                [.. Reacting.Matches(said.Groups["reactions"].Value).Select(r => (r.Groups["emoji"].Value, r.Groups["who"].Value))]),
            (_, true) => new Done(done.Groups["who"].Value, done.Groups["what"].Value, done.Groups["whom"].Value),
            _ => throw new FormatException($"Neither said nor done: {text}"),
        };
    }

    [GeneratedRegex(@"\n(?!  )")]
    static partial Regex LineEnd { get; }

    [GeneratedRegex(
        @"^(?<who>\w+)(?:\^(?<answers>\d+))?: (?<text>.*?)(?<change> ~> ?(?<later>.*?))?(?:\s\{(?<reactions>[^{}]+)\})?\z",
        RegexOptions.Singleline)]
    static partial Regex Saying { get; }

    [GeneratedRegex(@"^(?<who>\w+) (?<what>[a-z]+)(?: (?<whom>.+))?\z")]
    static partial Regex Doing { get; }

    [GeneratedRegex(@"(?<emoji>[^A-Za-z*\s]+)(?<who>[A-Za-z]+|\*)")]
    static partial Regex Reacting { get; }
}

/// <summary>A few lines that belong together.</summary>
/// <param name="Topic">The scene it is part of; null for small talk, which fits anywhere.</param>
sealed record Dialogue(string Language, string? Topic, IReadOnlyList<Line> Lines)
{
    /// <summary>How many people it takes, where it does not name them.</summary>
    public int Voices => Lines.Select(line => line.Who).Where(who => who.Length == 1).Distinct().Count();

    public TimeSpan Length => Lines.Aggregate(TimeSpan.Zero, (sum, line) => sum + line.Pause);
}

abstract record Line(string Who)
{
    public abstract TimeSpan Pause { get; }
}

/// <param name="Later">What it is edited to; empty when it is deleted, null when it stays.</param>
/// <param name="Answers">Which message of the dialogue, from 1.</param>
sealed record Said(string Who, string Text, string? Later, int? Answers, IReadOnlyList<(string Emoji, string Who)> Reactions) : Line(Who)
{
    /// <summary>To read, to think, to type: the longer the text the longer.</summary>
    public override TimeSpan Pause => TimeSpan.FromSeconds(25 + Text.Length + Text.Length * 37 % 120);
}

sealed record Done(string Who, string What, string Whom) : Line(Who)
{
    public override TimeSpan Pause => TimeSpan.FromSeconds(What != "calls" ? 0 : Whom == "" ? 30 : 261);
}

namespace Messenger.Web;

/// <summary>Picks which dialogue is held when in a scene.</summary>
static class DialoguePicker
{
    const int Days = 40;

    static readonly IReadOnlyList<Dialogue> all = [.. new[] { "en", "ru", "other" }.SelectMany(DialogueReader.Read)];

    /// <summary>The story in its order and small talk between, none of it twice; the story has the first and the last word.</summary>
    public static IReadOnlyList<(DateTimeOffset At, Dialogue Dialogue)> Of(Scene scene, int number, DateTimeOffset now)
    {
        var story = all.Where(dialogue => dialogue.Topic == scene.Topic).ToList();
        var between = SmallTalk(scene, number);
        var dialogues = between.ToList();
        for (var i = 0; i < story.Count; i++)
        {
            dialogues.Insert(story.Count == 1 ? dialogues.Count : i + between.Count * i / (story.Count - 1), story[i]);
        }

        return [.. Times(dialogues, new Random(number), now - scene.Ago).Zip(dialogues)];
    }

    // Each scene begins elsewhere in the deck, so that what is newest differs from chat to chat.
    static IReadOnlyList<Dialogue> SmallTalk(Scene scene, int number)
    {
        var deck = all.Where(dialogue => dialogue.Topic is null && dialogue.Language == scene.Language)
            .Where(dialogue => dialogue.Voices <= scene.People.Length).ToList();
        var first = number * 7 % Math.Max(1, deck.Count);
        return [.. deck[first..].Concat(deck[..first]).Take(scene.SmallTalk)];
    }

    static IReadOnlyList<DateTimeOffset> Times(IReadOnlyList<Dialogue> dialogues, Random random, DateTimeOffset end)
    {
        // Three hours are more than the last one takes: the others are over before its day begins.
        var lastDay = new DateTimeOffset(end.AddHours(-3).UtcDateTime.Date, TimeSpan.Zero);
        var times = dialogues.SkipLast(1).Select(_ => SomeDay(random, lastDay)).Order().ToList();
        for (var i = 1; i < times.Count; i++)
        {
            var free = times[i - 1] + dialogues[i - 1].Length + TimeSpan.FromMinutes(3);
            times[i] = times[i] > free ? times[i] : free;
        }

        return [.. times, end - dialogues[^1].Length];
    }

    /// <summary>By day, and rather lately than long ago.</summary>
    static DateTimeOffset SomeDay(Random random, DateTimeOffset lastDay) =>
        lastDay.AddDays(-1 - (int)(Days * Math.Pow(random.NextDouble(), 1.7))).AddMinutes(random.Next(7 * 60, 21 * 60));
}

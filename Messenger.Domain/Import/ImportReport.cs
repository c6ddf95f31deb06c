namespace Messenger.Domain;

/// <summary>The count of how much of a table an import brought, took over anew, and found as it is.</summary>
public readonly record struct ImportCount(int Added, int Changed, int Known);

/// <summary>The report of what an import brought, what was here already, and what is not here as it was there.</summary>
public sealed class ImportReport
{
    readonly SortedDictionary<string, int> tallies = new(StringComparer.Ordinal);

    public SortedDictionary<string, ImportCount> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>A sentence for each thing that is otherwise here.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Whether anything here is otherwise than before.</summary>
    public bool IsAny => Counts.Values.Any(count => count.Added + count.Changed > 0);

    /// <summary>How many rows of which table are new here or otherwise than before; null when none is.</summary>
    public string? Summary => !IsAny ? null : string.Join(", ",
        Counts.Where(one => one.Value.Added > 0).Select(one => $"{one.Key} {one.Value.Added}")
            .Concat(Counts.Where(one => one.Value.Changed > 0).Select(one => $"{one.Key} {one.Value.Changed} changed")));

    internal void Add(string table) => Counts[table] = Counts.GetValueOrDefault(table) with { Added = Counts.GetValueOrDefault(table).Added + 1 };

    internal void Change(string table) => Counts[table] = Counts.GetValueOrDefault(table) with { Changed = Counts.GetValueOrDefault(table).Changed + 1 };

    internal void Know(string table, int more = 1) => Counts[table] = Counts.GetValueOrDefault(table) with { Known = Counts.GetValueOrDefault(table).Known + more };

    internal void Tell(bool isOtherwise, string sentence)
    {
        if (isOtherwise)
        {
            Lines.Add(sentence);
        }
    }

    /// <summary>One more of what is too much to be told one by one.</summary>
    internal void Tally(string sentence, int more = 1)
    {
        if (more > 0)
        {
            tallies[sentence] = tallies.GetValueOrDefault(sentence) + more;
        }
    }

    /// <summary>At the end: how many of each.</summary>
    internal void TellTallies() => Lines.AddRange(tallies.Select(tally => $"{tally.Key}: {tally.Value}."));
}

namespace Messenger.Domain;

/// <summary>What an import brought, what was here already, and what is not here as it was there.</summary>
public sealed class ImportReport
{
    /// <summary>By table: how many were added, and how many were here already.</summary>
    public SortedDictionary<string, (int Added, int Known)> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>A sentence for each thing that is otherwise here.</summary>
    public List<string> Lines { get; } = [];

    internal void Add(string table) => Counts[table] = Counts.GetValueOrDefault(table) with { Added = Counts.GetValueOrDefault(table).Added + 1 };

    internal void Know(string table) => Counts[table] = Counts.GetValueOrDefault(table) with { Known = Counts.GetValueOrDefault(table).Known + 1 };
}

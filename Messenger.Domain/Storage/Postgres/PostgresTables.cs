using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Messenger.Domain;

/// <summary>The messenger's own tables, by name: others may have theirs in the same schema.</summary>
public sealed class PostgresTables(IModel model)
{
    // What each line of an archive's table of contents begins with: its number, by which others depend on it, and two of the database that was saved.
    const string Numbers = "^[0-9]+; [0-9]+ [0-9]+ ";

    const string DependsOn = ";\tdepends on:";

    // The history of migrations and the texts that are searched, which EF does not know. What a migration drops or renames comes here by its old name: backups of before have it.
    static readonly string[] beyond = ["__EFMigrationsHistory", "search_texts", "search_state"];

    public IReadOnlyList<string> Names { get; } = [.. model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Union(beyond)];

    /// <summary>In SQL, for IN.</summary>
    public string Listed => string.Join(", ", Names.Select(name => $"'{name}'"));

    /// <summary>The lines of these tables and of what belongs to them, in what <c>pg_restore --list --verbose</c> writes.</summary>
    public IReadOnlyList<string> FindIn(string contents, string schema)
    {
        var named = new Regex($"{Numbers}(TABLE|TABLE DATA|DEFAULT|(CHECK |FK )?CONSTRAINT) {Regex.Escape(schema)} ({string.Join('|', Names.Select(Regex.Escape))}) ");
        // Their lines do not say whose they are. The index of texts needs an extension, which need not be to be had here; a start makes both.
        var belonging = new Regex($"{Numbers}(INDEX|SEQUENCE|SEQUENCE OWNED BY|SEQUENCE SET) {Regex.Escape(schema)} (?!ix_search_texts_text )");
        var lines = contents.Split('\n');
        List<string> found = [];
        HashSet<string> numbers = [];
        // What depends on another comes after it.
        for (var at = 0; at < lines.Length; at++)
        {
            if (named.IsMatch(lines[at]) || belonging.IsMatch(lines[at]) && at + 1 < lines.Length && Depends(lines[at + 1], numbers))
            {
                found.Add(lines[at]);
                numbers.Add(lines[at].Split(';')[0]);
            }
        }

        return found;
    }

    static bool Depends(string line, HashSet<string> numbers) => line.StartsWith(DependsOn, StringComparison.Ordinal) && line.Split(' ').Any(numbers.Contains);
}

namespace Messenger.Web;

/// <summary>Writes rows as plain text: columns as wide as what is in them, parted by two spaces, under their names.</summary>
static class TextTable
{
    public static void Write(TextWriter to, IReadOnlyList<string> names, IEnumerable<IReadOnlyList<string>> rows)
    {
        List<IReadOnlyList<string>> all = [names, .. rows];
        var widths = Enumerable.Range(0, names.Count).Select(column => all.Max(row => row[column].Length)).ToList();
        all.ForEach(row => to.WriteLine(string.Join("  ", row.Zip(widths, (text, width) => text.PadRight(width))).TrimEnd()));
    }
}

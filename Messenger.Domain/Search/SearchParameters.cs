namespace Messenger.Domain;

/// <summary>The parameters of a statement while it is put together.</summary>
public sealed class SearchParameters
{
    readonly List<object> values = [];

    public object[] Values => [.. values];

    /// <summary>What it is called in the statement: $1, $2 …</summary>
    public string Add(object value)
    {
        values.Add(value);
        return $"${values.Count}";
    }

    /// <summary>A pattern of LIKE for these words in this order.</summary>
    public string AddPattern(params IEnumerable<string> words) => Add($"%{string.Join('%', words.Select(TextRules.Literally))}%");
}

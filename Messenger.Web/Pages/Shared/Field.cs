namespace Messenger.Web.Pages;

/// <summary>A labelled line to type in; what is wrong with it comes from the page.</summary>
/// <param name="Name">As the form sends it, and as a refusal names it.</param>
public sealed record Field(string Name, string Label, string? Value = null)
{
    public string Type { get; init; } = "text";

    /// <summary>Which keys a phone shows. The type "email" would show them too, but refuse what is copied with marks around it.</summary>
    public string? Keys { get; init; }

    public string? Autocomplete { get; init; }

    public string? Hint { get; init; }

    public int? Limit { get; init; }

    /// <summary>Of a number; so is the most.</summary>
    public int? Least { get; init; }

    public int? Most { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Shown, and nothing that could be changed here.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Not prose: no capital at the start, no spelling.</summary>
    public bool IsPlain { get; init; }
}

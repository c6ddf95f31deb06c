namespace Messenger.Web.Pages;

/// <summary>The head of a page: the way back, and what it is.</summary>
/// <param name="Back">Where the way back leads, and <paramref name="Label"/> what that is called.</param>
/// <param name="Title">Where it is not the page's own (<c>ViewData["Title"]</c>).</param>
public sealed record Bar(string Back, string Label, string? Title = null)
{
    /// <summary>With the list beside it there is no way back.</summary>
    public bool IsNarrowOnly { get; init; }

    /// <summary>To wherever one came from, where a script can tell.</summary>
    public bool IsHistory { get; init; }

    public BarAction? Action { get; init; }
}

/// <summary>A link to what else a page leads to, by its head.</summary>
public sealed record BarAction(string Address, string Icon, string Label);

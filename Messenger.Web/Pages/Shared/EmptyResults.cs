namespace Messenger.Web.Pages;

/// <summary>The words under a list of people: nobody found, nobody there yet, or that there are more.</summary>
public sealed record EmptyResults(string? Typed, int People, int Others = 0);

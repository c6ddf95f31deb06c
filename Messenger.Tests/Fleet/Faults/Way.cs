namespace Messenger.Tests;

/// <summary>A way to the messenger: to one node, by a bad line, or through Caddy.</summary>
/// <param name="OpenAsync">Done while it takes requests.</param>
public sealed record Way(Uri Home, Func<Task> OpenAsync);

namespace Messenger.Web.Pages;

/// <summary>A box to tick, with its words beside it.</summary>
/// <param name="Name">As the form sends it, with <paramref name="Value"/>, when it is ticked.</param>
public sealed record CheckBox(string Name, string Label, bool IsOn, string Value = "true");

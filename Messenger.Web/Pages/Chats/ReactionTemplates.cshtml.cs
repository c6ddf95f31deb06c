namespace Messenger.Web.Pages;

/// <summary>The pieces that a page draws reactions with, fetched once somebody points at a message or looks for an emoji.</summary>
public sealed class ReactionTemplatesModel : AppPage;

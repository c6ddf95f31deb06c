namespace Messenger.Web.Pages;

/// <summary>The part that a page needs once somebody points at a message or looks for an emoji: pieces to draw with.</summary>
public sealed class ReactionTemplatesModel : AppPage;

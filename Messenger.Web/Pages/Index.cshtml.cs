namespace Messenger.Web.Pages;

/// <summary>Where one comes in: the list, and beside it how to begin.</summary>
public sealed class IndexModel : AppPage;

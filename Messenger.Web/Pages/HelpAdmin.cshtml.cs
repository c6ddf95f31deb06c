namespace Messenger.Web.Pages;

/// <summary>The page that says what those who run this server see of everybody, for everybody to read.</summary>
public sealed class HelpAdminModel : AppPage;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of what was written on this device and not sent yet. Only the browser knows (outbox-page.js draws it).
/// </summary>
public sealed class OutboxModel : AppPage;

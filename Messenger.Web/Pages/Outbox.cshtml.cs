namespace Messenger.Web.Pages;

/// <summary>What was written on this device and not sent yet. Only the browser knows (outbox-page.js draws it).</summary>
public sealed class OutboxModel : AppPage;

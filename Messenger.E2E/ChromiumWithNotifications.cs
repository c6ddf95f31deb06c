namespace Messenger.E2E;

/// <summary>All of Chromium: the engine alone allows no page to notify anybody.</summary>
public sealed class ChromiumWithNotifications : Chromium
{
    protected override string Program => "/usr/bin/chromium";
}

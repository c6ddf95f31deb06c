namespace Messenger.E2E;

/// <summary>Chromium with a camera and a microphone that are not there: a slowly moving picture, as four of them share two cores, and a beep, allowed without asking.</summary>
public sealed class ChromiumWithDevices : Chromium
{
    protected override IEnumerable<string> Args =>
    [
        .. base.Args, "--use-fake-device-for-media-stream=fps=5", "--use-fake-ui-for-media-stream",
        // Names of the local network instead of addresses would need a multicast that containers do not have.
        "--disable-features=WebRtcHideLocalIpsWithMdns",
    ];
}

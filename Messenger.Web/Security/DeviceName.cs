namespace Messenger.Web;

/// <summary>
/// Names a device, such as "Firefox on Linux", from what a browser says of itself. Most
/// claim to be several; the first that matches is the real one.
/// </summary>
static class DeviceName
{
    static readonly (string Mark, string Name)[] browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("YaBrowser", "Yandex Browser"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"),
        ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("w3m", "w3m"), ("Lynx", "Lynx"),
    ];

    static readonly (string Mark, string Name)[] systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ];

    public static string Name(string userAgent, Texts texts) => (Find(browsers, userAgent), Find(systems, userAgent)) switch
    {
        ({ } browser, { } system) => texts["{0} on {1}", browser, system],
        (null, null) => texts["An unknown device"],
        var (browser, system) => browser ?? system!,
    };

    public static bool IsPhone(string userAgent) => Find(systems, userAgent) is "iPhone" or "Android";

    static string? Find((string Mark, string Name)[] among, string userAgent) =>
        Array.Find(among, one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}

namespace Messenger.Web;

/// <summary>Every key under <c>Metrics:</c> (environment form <c>Metrics__Url</c>).</summary>
public sealed record MetricsSettings
{
    public const string Section = "Metrics";

    /// <summary>Where figures are told to whoever watches, such as http://127.0.0.1:9464: an address of its own, so that no proxy leads there. None: nothing is counted.</summary>
    public Uri? Url { get; init; }

    public static MetricsSettings Read(SettingsReader keys) => new()
    {
        Url = keys.Read("Url", "is an address with a port of its own, such as http://127.0.0.1:9464 or http://*:9464", Address),
    };

    static Uri Address(string text) =>
        new Uri(text.Replace("://*:", "://0.0.0.0:")) is { Scheme: "http", AbsolutePath: "/", Query: "", UserInfo: "", IsDefaultPort: false, Port: > 0 } url ? url : throw new FormatException();
}

using System.Net;

namespace Messenger.Domain;

/// <summary>
/// The push services we speak to. An endpoint is what a browser says, which anybody can pretend to be: we would knock wherever they like.
/// </summary>
/// <param name="configured">Further ones, such as https://push.example.org; they may be in one's own network.</param>
public sealed class PushHosts(IReadOnlyCollection<Uri> configured)
{
    // Those of Chrome and its relatives, of Firefox, Safari and Edge.
    static readonly string[] known = ["fcm.googleapis.com", "*.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com"];

    public bool Knows(Uri endpoint) => IsConfigured(endpoint)
        || endpoint is { Scheme: "https", IsDefaultPort: true, UserInfo: "" } && known.Any(host => host == endpoint.IdnHost || host[0] == '*' && endpoint.IdnHost.EndsWith(host[1..]));

    /// <summary>Whether whoever runs the messenger has named it: then it may be anywhere.</summary>
    public bool IsConfigured(Uri endpoint) => configured.Any(one => Uri.Compare(one, endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0);

    /// <summary>Whether an address is one of the internet, and not of this machine, the network around it or a special use (RFC 6890).</summary>
    public static bool IsPublic(IPAddress address) => address.IsIPv4MappedToIPv6 ? IsPublic(address.MapToIPv4()) : !special.Any(network => network.Contains(address));

    static readonly IPNetwork[] special = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        // Of IPv6 only 2000::/3 is given out; what leads into IPv4 from there may end anywhere.
        "::/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "4000::/2", "8000::/1",
    }.Select(network => IPNetwork.Parse(network))];
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>
/// The address to which links in mails lead: Messenger:PublicUrl, or else where we listen. Never the Host of a request: whoever
/// asks for a new password in somebody's name could choose it, and the link's secret would be theirs.
/// </summary>
public sealed class PublicAddress(IOptions<Settings> settings, IServer server)
{
    static readonly string[] anywhere = ["[::]", "0.0.0.0", "+", "*"];

    public Uri Home => settings.Value.PublicUrl ?? Listening();

    Uri Listening()
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        var address = BindingAddress.Parse(first);
        return new Uri($"{address.Scheme}://{(anywhere.Contains(address.Host) ? "localhost" : address.Host)}:{address.Port}/");
    }
}

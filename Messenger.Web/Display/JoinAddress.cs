namespace Messenger.Web;

/// <summary>The address of an invitation: what is given away, and what a phone reads from a screen.</summary>
static class JoinAddress
{
    public static string Of(HttpRequest request, string secret) => $"{request.Scheme}://{request.Host}/join/{secret}";
}

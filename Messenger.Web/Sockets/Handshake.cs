using System.Buffers.Text;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>
/// The handshake by which a request becomes a WebSocket (RFC 6455, 4.2; over HTTP/2
/// RFC 8441). There are no extensions, so nothing is compressed.
/// </summary>
static class Handshake
{
    public const string V2 = "messenger.v2";

    // RFC 6455, 1.3
    const string Salt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    const int KeyLength = 16;

    public static bool WantsV2(this HttpRequest request) =>
        request.Headers.SecWebSocketProtocol.SelectMany(line => line!.Split(',', StringSplitOptions.TrimEntries)).Contains(V2);

    /// <summary>101, or what is wrong with the request: it is no handshake (426), of another version (426), or its key is none (400).</summary>
    public static int Check(HttpContext http)
    {
        var headers = http.Request.Headers;
        // HTTP/2 has neither upgrades nor keys (RFC 8441, 5).
        var isConnect = Connects(http) is not null;
        if (!isConnect && !IsUpgrade(http))
        {
            http.Response.Headers.Upgrade = "websocket";
            return StatusCodes.Status426UpgradeRequired;
        }

        if (headers.SecWebSocketVersion != "13")
        {
            http.Response.Headers.SecWebSocketVersion = "13";
            return StatusCodes.Status426UpgradeRequired;
        }

        return isConnect || HttpMethods.IsGet(http.Request.Method) && IsKey(headers.SecWebSocketKey) ? StatusCodes.Status101SwitchingProtocols : StatusCodes.Status400BadRequest;
    }

    /// <summary>Answers 101, or 200 over HTTP/2; from then on the stream is ours.</summary>
    public static async Task<Stream> AcceptAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (http.Request.WantsV2())
        {
            headers.SecWebSocketProtocol = V2;
        }

        if (Connects(http) is { } connect)
        {
            return await connect.AcceptAsync();
        }

        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(http.Request.Headers.SecWebSocketKey + Salt)));
        return await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>The connection is then shared with other requests.</summary>
    public static bool IsOverHttp2(HttpContext http) => Connects(http) is not null;

    /// <summary>Zero-byte reads: a buffer is rented only when there is something to put into it.</summary>
    public static PipeReader Reader(Stream stream) => PipeReader.Create(stream, new StreamPipeReaderOptions(useZeroByteReads: true));

    static IHttpExtendedConnectFeature? Connects(HttpContext http) =>
        http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" } connect ? connect : null;

    static bool IsUpgrade(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest is true && http.Request.Headers.Upgrade.Any(IsWebSocket);

    static bool IsWebSocket(string? upgrade) =>
        upgrade!.Split(',', StringSplitOptions.TrimEntries).Contains("websocket", StringComparer.OrdinalIgnoreCase);

    static bool IsKey(string? key) => Base64.IsValid(key, out var length) && length == KeyLength;
}

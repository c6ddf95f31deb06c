using System.Security.Cryptography;
using System.Text;

namespace Messenger.Web;

/// <summary>
/// The servers that browsers find their way to each other with: STUN servers, which tell them how they are seen,
/// and TURN servers, which pass on what cannot go straight. Those ask for a credential that they work out from
/// the same secret (coturn's use-auth-secret), so nobody keeps any.
/// </summary>
public sealed class IceServers(AllSettings settings, CallSignals signals, TimeProvider time)
{
    // As long as finding a way takes, and more. What is connected by then stays so.
    static readonly TimeSpan lifetime = TimeSpan.FromMinutes(10);

    /// <summary>For who is in a call, or is rung by one; nobody else has anything to pass on.</summary>
    /// <param name="callId">Null: any.</param>
    public async Task<IReadOnlyList<IceServerJson>> ForAsync(int me, int? callId)
    {
        await signals.MayConnectAsync(me, callId);
        return For(me);
    }

    /// <summary>For whoever tries out how they are connected.</summary>
    public IReadOnlyList<IceServerJson> For(int me)
    {
        var (turn, stun) = (settings.Turn.Urls.Where(TurnSettings.IsTurn).ToList(), settings.Turn.Urls.Where(url => !TurnSettings.IsTurn(url)).ToList());
        List<IceServerJson> servers = stun.Count > 0 ? [new IceServerJson(stun)] : [];
        if (turn.Count > 0)
        {
            var username = $"{(time.GetUtcNow() + lifetime).ToUnixTimeSeconds()}:{me}";
            servers.Add(new IceServerJson(turn, username, Convert.ToBase64String(HMACSHA1.HashData(settings.Turn.Key, Encoding.UTF8.GetBytes(username)))));
        }

        return servers;
    }
}

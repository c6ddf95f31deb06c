using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The choice of what notifications on one device say.</summary>
public sealed record PushDevice(bool ShowsNames, bool ShowsText);

/// <summary>The browsers of mine on which I am notified while no page is open. Each is the one browser of a session.</summary>
public sealed class PushSubscriptions(MessengerDb db, PushHosts hosts, TimeProvider time)
{
    /// <summary>Of one person. The next one takes the place of the oldest.</summary>
    public const int Limit = 20;

    /// <summary>What my browser has subscribed to, in the place of what it had before.</summary>
    /// <param name="key">The browser's public key, and its secret, in base64url (RFC 8291).</param>
    public async Task SaveAsync(Me me, string? endpoint, string? key, string? secret, PushDevice device)
    {
        RefuseTokens(me);
        var subscription = new PushSubscription
        {
            SessionId = me.SessionId, UserId = me.Id, Endpoint = Checked(endpoint), Key = Point(key), Secret = Bytes(secret, PushSubscription.SecretBytes),
            ShowsNames = device.ShowsNames, ShowsText = device.ShowsText, CreatedAt = time.Now(),
        };
        await db.WriteAsync(async () =>
        {
            // Two at once, such as two tabs, one after the other; and nothing for a session that ends meanwhile.
            await db.LockInstallationAsync();
            if (!await db.Sessions.AnyAsync(s => s.Id == me.SessionId && s.EndedAt == null))
            {
                throw new Refused(Reason.Unknown, "session_ended", "Your session has ended. Nothing was changed.");
            }

            // A browser has one subscription: what it was used for before, perhaps by somebody else, is over.
            await db.PushSubscriptions.Where(s => s.SessionId == me.SessionId || s.Endpoint == subscription.Endpoint).ExecuteDeleteAsync();
            var newest = await db.PushSubscriptions.Where(s => s.UserId == me.Id).OrderByDescending(s => s.CreatedAt).Take(Limit - 1).Select(s => s.SessionId).ToListAsync();
            await db.PushSubscriptions.Where(s => s.UserId == me.Id && !newest.Contains(s.SessionId)).ExecuteDeleteAsync();
            db.Add(subscription);
            return await db.SaveChangesAsync();
        });
    }

    /// <summary>This device; null when nothing is pushed to it.</summary>
    public Task<PushDevice?> FindAsync(Me me) =>
        db.PushSubscriptions.Where(s => s.SessionId == me.SessionId).Select(s => new PushDevice(s.ShowsNames, s.ShowsText)).SingleOrDefaultAsync();

    public Task SaveSettingsAsync(Me me, PushDevice device) => db.WriteAsync(() => db.PushSubscriptions.Where(s => s.SessionId == me.SessionId)
        .ExecuteUpdateAsync(row => row.SetProperty(s => s.ShowsNames, device.ShowsNames).SetProperty(s => s.ShowsText, device.ShowsText)));

    public Task EndAsync(Me me) => db.WriteAsync(() => db.PushSubscriptions.Where(s => s.SessionId == me.SessionId).ExecuteDeleteAsync());

    /// <summary>The push service says that it is gone. Another one of the same session stays.</summary>
    public Task ForgetAsync(string endpoint) => db.WriteAsync(() => db.PushSubscriptions.Where(s => s.Endpoint == endpoint).ExecuteDeleteAsync());

    // A program has no browser, and whoever found its token is not to hear from it for ever.
    static void RefuseTokens(Me me)
    {
        if (me.IsToken)
        {
            throw Refused.Forbidden("push_by_token", "A token cannot be notified. Log in for that.");
        }
    }

    string Checked(string? endpoint) =>
        endpoint is { Length: > 0 and <= PushSubscription.EndpointLimit } && Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && hosts.Knows(address)
            ? address.AbsoluteUri
            : throw Refused.Invalid("push_service_unknown", "This server does not know the push service of your browser.", "endpoint");

    static byte[] Point(string? key)
    {
        var point = Bytes(key, PushSubscription.KeyBytes);
        try
        {
            // Fails for what is not on the curve: nothing could be encrypted for it.
            using var _ = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
            return point[0] == 4 ? point : throw OddKeys();
        }
        catch (CryptographicException)
        {
            throw OddKeys();
        }
    }

    static byte[] Bytes(string? text, int count)
    {
        try
        {
            return Base64Url.DecodeFromChars(text) is { } bytes && bytes.Length == count ? bytes : throw OddKeys();
        }
        catch (FormatException)
        {
            throw OddKeys();
        }
    }

    static Refused OddKeys() => Refused.Invalid("push_keys_odd", "The keys of a subscription are a point of P-256 and 16 bytes, in base64url.", "p256dh");
}

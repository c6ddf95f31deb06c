using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Messenger.Web;

/// <summary>
/// The keys of access tokens, 256 bits each, in the database or by configuration. All verify, so a new key logs nobody out. One is made when there is
/// none, or the newest is three months old; it signs a day later, when every node has read it.
/// </summary>
public sealed class SigningKeys(IOptions<Settings> settings, ILookups lookups, IServiceScopeFactory scopes, TimeProvider time)
{
    public const string Purpose = "tokens";

    /// <summary>How often each node reads them anew.</summary>
    public static readonly TimeSpan Read = TimeSpan.FromHours(1);

    static readonly TimeSpan settled = TimeSpan.FromDays(1), renewed = TimeSpan.FromDays(90), kept = TimeSpan.FromDays(180);

    Ring ring = new(settings.Value.SigningKeys);

    /// <summary>The first one signs.</summary>
    public IReadOnlyList<SymmetricSecurityKey> All => ring.All;

    /// <summary>Reads what there is, makes what is missing, and forgets what is too old for any token to be signed with.</summary>
    public async Task RenewAsync()
    {
        if (settings.Value.SigningKeys.Count > 0)
        {
            return;
        }

        var (now, stored) = (time.Now(), await StoredKeys.AllAsync(lookups, Purpose));
        var old = stored.Skip(1).Where(key => key.CreatedAt < now - kept).Select(key => key.Name).ToList();
        if (stored.Count == 0 || stored[0].CreatedAt < now - renewed || old.Count > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            await ChangeAsync(scope.ServiceProvider.GetRequiredService<StoredKeys>(), stored, old, now);
            stored = await StoredKeys.AllAsync(lookups, Purpose);
        }

        var first = stored.Find(key => key.CreatedAt <= now - settled) ?? stored[^1];
        ring = new Ring([.. stored.Where(key => key != first).Prepend(first).Select(key => key.Value)]);
    }

    static async Task ChangeAsync(StoredKeys keys, List<StoredKey> stored, List<string> old, DateTimeOffset now)
    {
        if (old.Count > 0)
        {
            await keys.DeleteAsync(Purpose, old);
        }

        if (stored.Count == 0 || stored[0].CreatedAt < now - renewed)
        {
            // Where another node was quicker, its key is ours as well.
            await keys.AddAsync(Purpose, [.. stored.Select(key => key.Name)], [new StoredKey
            {
                Purpose = Purpose, Name = $"{now:yyyyMMddHHmmss}", Value = RandomNumberGenerator.GetBytes(Settings.LeastKeyBytes), CreatedAt = now,
            }]);
        }
    }

    /// <summary>The keys of access tokens, made of the bytes that were read.</summary>
    sealed class Ring(IReadOnlyList<byte[]> bytes)
    {
        public IReadOnlyList<SymmetricSecurityKey> All { get; } = [.. bytes.Select(Key)];

        // RFC 7638 has a thumbprint for this; the first bytes of a hash say as much.
        static SymmetricSecurityKey Key(byte[] bytes) => new(bytes) { KeyId = Convert.ToHexStringLower(SHA256.HashData(bytes)[..8]) };
    }
}

/// <summary>Reads the keys of access tokens again and again, so that a node that runs for months knows those that others made.</summary>
sealed class SigningKeyReader(SigningKeys keys, TimeProvider time, ILogger<SigningKeyReader> log) : PeriodicWorker(SigningKeys.Read, time, log)
{
    protected override Task LookAsync(CancellationToken stop) => keys.RenewAsync();
}

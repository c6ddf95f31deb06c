using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>
/// The limits on how often something may be done. Kept in memory, per node: it needs no Redis and it
/// never blocks. Only what is tried, such as passwords, several nodes count together.
/// </summary>
/// <param name="shared">What they count it in.</param>
[PerProcess("Nothing: each node counts what it is asked, so that no limit waits for Redis; what strangers try is counted in the database.")]
public sealed class RateLimits(IOptions<Settings> settings, TimeProvider time, SharedTries? shared = null) : IDisposable
{
    const int OpenLimit = 100, UploadLimit = 8;

    // As many as an account may try in vain, so that right passwords on their way never use that up. The others wait for their turn.
    const int TriesAtOnce = 10;

    static readonly Dictionary<Limit, (int AtOnce, int Again, TimeSpan Every)> policies = new()
    {
        [Limit.Send] = (40, 10, TimeSpan.FromSeconds(1)),
        [Limit.Start] = (30, 1, TimeSpan.FromSeconds(2)),
        // Enough at once for a call that begins.
        [Limit.Frame] = (300, 30, TimeSpan.FromSeconds(1)),
        // A page that finds its way to seven others, and once more.
        [Limit.Signal] = (200, 20, TimeSpan.FromSeconds(1)),
        // Every two seconds where somebody types, and when a page is left.
        [Limit.Draft] = (30, 2, TimeSpan.FromSeconds(1)),
        [Limit.Type] = (20, 2, TimeSpan.FromSeconds(1)),
        [Limit.Upload] = (60, 1, TimeSpan.FromSeconds(2)),
        [Limit.Account] = (10, 1, TimeSpan.FromSeconds(20)),
        // Three of a million codes are right at any time: whoever has the password as well finds one within a year by one chance in seven.
        [Limit.Code] = (5, 1, TimeSpan.FromMinutes(10)),
        [Limit.Address] = (40, 1, TimeSpan.FromSeconds(3)),
        [Limit.Link] = (40, 1, TimeSpan.FromSeconds(3)),
        [Limit.Entry] = (100, 1, TimeSpan.FromSeconds(2)),
        [Limit.Mail] = (3, 1, TimeSpan.FromMinutes(10)),
        [Limit.Report] = (10, 1, TimeSpan.FromMinutes(1)),
        // The page asks while somebody types, five times a second at most.
        [Limit.Search] = (60, 4, TimeSpan.FromSeconds(1)),
    };

    readonly Dictionary<Limit, TokenBuckets> buckets = policies.ToDictionary(policy => policy.Key, policy => new TokenBuckets(policy.Value.AtOnce, policy.Value.Every / policy.Value.Again, time));

    readonly SemaphoreSlim turns = new(TriesAtOnce);

    readonly PartitionedRateLimiter<int> uploads = PartitionedRateLimiter.Create<int, int>(userId =>
        RateLimitPartition.GetConcurrencyLimiter(userId, _ => new ConcurrencyLimiterOptions { PermitLimit = UploadLimit, QueueLimit = 0 }));

    bool IsOn => settings.Value.RateLimits != "off";

    /// <summary>One more of something by somebody, or several at once.</summary>
    public void Take(Limit limit, int userId, int count = 1) => Require(Wait(limit, $"{userId}", count));

    /// <summary>One more of something by whoever asks: a person, or an address.</summary>
    public void Take(Limit limit, HttpContext http) => Require(Wait(limit, http.FindMe() is { } me ? $"{me.Id}" : http.Address()));

    /// <summary>Waits until somebody may do one more of something, or is gone.</summary>
    public async Task WaitAsync(Limit limit, int userId, CancellationToken gone)
    {
        while (Wait(limit, $"{userId}", 1) is { } seconds && !gone.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Trying what may be wrong, such as a password. Each is counted before it is known, so a hundred at once are no more than one after the other.</summary>
    /// <param name="wrong">What it takes when it is refused: nothing of it is taken by what is right.</param>
    /// <param name="right">What it takes when it is not.</param>
    public async Task<T> TryAsync<T>(Func<Task<T>> attempt, IReadOnlyCollection<(Limit Limit, string Key)> wrong, params IReadOnlyCollection<(Limit Limit, string Key)> right)
    {
        await turns.WaitAsync();
        try
        {
            IReadOnlyList<(Limit, string)> unused = [.. wrong, .. right];
            await ReserveAsync(unused);
            try
            {
                var result = await attempt();
                unused = [.. wrong];
                return result;
            }
            catch (Refused refused) when (refused.Reason is not Reason.Forbidden)
            {
                unused = [.. right];
                throw;
            }
            finally
            {
                GiveBack(unused);
                await GiveBackSharedAsync(unused);
            }
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Asking for a mail.</summary>
    public async Task MailAsync(string receiver, string address)
    {
        (Limit, string)[] counted = [(Limit.Address, address), (Limit.Mail, TextRules.Account(receiver))];
        RequireTry(Wait(Limit.Address, address) ?? Wait(Limit.Mail, TextRules.Account(receiver)));
        foreach (var (limit, key) in counted)
        {
            RequireTry(await WaitSharedAsync(limit, key));
        }
    }

    /// <summary>Whether somebody who has this many may open one more: 100 sockets, 100 lines of pages and 100 endless pages.</summary>
    public bool HasRoom(int open) => !IsOn || open < OpenLimit;

    /// <summary>One more for somebody who has this many.</summary>
    public void Open(int open) => Require(HasRoom(open) ? null : 5);

    /// <summary>One more upload of somebody on its way, of eight at once, until what is returned is disposed.</summary>
    public IDisposable? Upload(int userId)
    {
        var lease = IsOn ? uploads.AttemptAcquire(userId) : null;
        Require(lease?.IsAcquired is false ? 5 : null);
        return lease;
    }

    public void Dispose() => uploads.Dispose();

    static void Require(int? wait)
    {
        if (wait is { } seconds)
        {
            throw Refused.TooMany(seconds);
        }
    }

    // The form that was tried says so itself.
    static void RequireTry(int? wait)
    {
        if (wait is { } seconds)
        {
            var sentence = $"Too many tries. Wait {seconds} second{(seconds == 1 ? "" : "s")}.";
            throw new Refused(Reason.TooMany, "too_many_tries", sentence, "") { Number = seconds, RetryAfter = seconds };
        }
    }

    /// <summary>All of these, or none: here, where it costs nothing, and then with the other nodes.</summary>
    async Task ReserveAsync(IReadOnlyList<(Limit Limit, string Key)> counted)
    {
        Reserve(counted);
        for (var i = 0; i < counted.Count; i++)
        {
            if (await WaitSharedAsync(counted[i].Limit, counted[i].Key) is { } wait)
            {
                GiveBack(counted);
                await GiveBackSharedAsync(counted.Take(i));
                RequireTry(wait);
            }
        }
    }

    /// <summary>All of these, or none.</summary>
    void Reserve(IReadOnlyList<(Limit Limit, string Key)> counted)
    {
        for (var i = 0; i < counted.Count; i++)
        {
            if (Wait(counted[i].Limit, counted[i].Key) is { } wait)
            {
                GiveBack(counted.Take(i));
                RequireTry(wait);
            }
        }
    }

    void GiveBack(IEnumerable<(Limit Limit, string Key)> unused)
    {
        foreach (var (limit, key) in IsOn ? unused : [])
        {
            buckets[limit].GiveBack(key);
        }
    }

    async Task GiveBackSharedAsync(IEnumerable<(Limit Limit, string Key)> unused)
    {
        foreach (var (limit, key) in IsOn && shared is not null ? unused : [])
        {
            try
            {
                await shared!.GiveBackAsync($"{limit} {key}", EveryOf(limit));
            }
            catch (Exception failure) when (DatabaseUnavailable.Explains(failure))
            {
                // It comes back by itself with time. What was tried is answered first.
            }
        }
    }

    /// <summary>Seconds until it may be done, or null when it may be done now.</summary>
    int? Wait(Limit limit, string key, int count = 1) => IsOn ? Seconds(buckets[limit].Take(key, count)) : null;

    async Task<int?> WaitSharedAsync(Limit limit, string key) =>
        IsOn && shared is not null ? Seconds(await shared.TakeAsync($"{limit} {key}", policies[limit].AtOnce, EveryOf(limit))) : null;

    static TimeSpan EveryOf(Limit limit) => policies[limit].Every / policies[limit].Again;

    static int? Seconds(TimeSpan? wait) => wait is { } left ? Math.Max(1, (int)Math.Ceiling(left.TotalSeconds)) : null;
}

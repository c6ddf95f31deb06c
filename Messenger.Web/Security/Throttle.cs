using System.Threading.RateLimiting;
using Messenger.Domain;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>How often something may be done. Kept in memory, per node: it needs no Redis and it never blocks.</summary>
public sealed class Throttle(IOptions<Settings> settings) : IDisposable
{
    const int OpenLimit = 100;

    readonly PartitionedRateLimiter<string> sends = Bucket(40, 10, TimeSpan.FromSeconds(1));
    readonly PartitionedRateLimiter<string> starts = Bucket(30, 1, TimeSpan.FromSeconds(2));
    readonly PartitionedRateLimiter<string> frames = Bucket(300, 30, TimeSpan.FromSeconds(1));
    readonly PartitionedRateLimiter<string> typing = Bucket(20, 2, TimeSpan.FromSeconds(1));
    readonly PartitionedRateLimiter<string> uploads = Bucket(60, 1, TimeSpan.FromSeconds(2));
    readonly PartitionedRateLimiter<string> accounts = Bucket(10, 1, TimeSpan.FromSeconds(20));
    readonly PartitionedRateLimiter<string> addresses = Bucket(40, 1, TimeSpan.FromSeconds(3));
    readonly PartitionedRateLimiter<string> mails = Bucket(3, 1, TimeSpan.FromMinutes(10));

    bool IsOn => settings.Value.RateLimits != "off";

    /// <summary>Messages, edits and reactions: 40 at once, 10 a second for long.</summary>
    public void Send(int userId) => Take(sends, $"{userId}");

    /// <summary>New chats, groups and members: 30 at once, one in 2 seconds for long.</summary>
    public void Start(int userId) => Take(starts, $"{userId}");

    /// <summary>Whatever comes through sockets: 300 at once, for a call that begins, and 30 a second for long.</summary>
    public void Frame(int userId) => Take(frames, $"{userId}");

    /// <summary>Saying that one types: 20 at once, 2 a second for long.</summary>
    public void Type(int userId) => Take(typing, $"{userId}");

    /// <summary>Whether somebody who has this many may open one more: 100 sockets, 100 lines of pages and 100 endless pages.</summary>
    public bool HasRoom(int open) => !IsOn || open < OpenLimit;

    /// <summary>One more for somebody who has this many.</summary>
    public void Open(int open)
    {
        if (!HasRoom(open))
        {
            throw Refused.TooMany(5);
        }
    }

    /// <summary>Files and pictures: 60 at once, one in 2 seconds for long.</summary>
    public void Upload(int userId, int count) => Take(uploads, $"{userId}", count);

    /// <summary>
    /// Trying a password, or making an account: 10 for one name, 40 from one address, then slowly. An account's e-mail and username count
    /// apart: together they would tell a stranger that both are one person's.
    /// </summary>
    public void Try(string name, string address)
    {
        Take(addresses, address, refuse: Tried);
        Take(accounts, TextRules.Account(name), refuse: Tried);
    }

    /// <summary>Asking for a mail: 3 at once to one receiver, then one in 10 minutes; from one address as many as passwords can be tried.</summary>
    public void Mail(string receiver, string address)
    {
        Take(addresses, address, refuse: Tried);
        Take(mails, TextRules.Account(receiver), refuse: Tried);
    }

    public void Dispose()
    {
        mails.Dispose();
        sends.Dispose();
        starts.Dispose();
        frames.Dispose();
        typing.Dispose();
        uploads.Dispose();
        accounts.Dispose();
        addresses.Dispose();
    }

    void Take(PartitionedRateLimiter<string> limiter, string key, int count = 1, Func<int, Refused>? refuse = null)
    {
        if (!IsOn)
        {
            return;
        }

        using var lease = limiter.AttemptAcquire(key, count);
        if (!lease.IsAcquired)
        {
            throw (refuse ?? Refused.TooMany)(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 5);
        }
    }

    // The form that was tried says so itself.
    static Refused Tried(int seconds) => new(Reason.TooMany, "too_many_tries", $"Too many tries. Wait {seconds} second{(seconds == 1 ? "" : "s")}.", "")
    {
        Number = seconds, RetryAfter = seconds,
    };

    static PartitionedRateLimiter<string> Bucket(int atOnce, int again, TimeSpan every) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atOnce,
            TokensPerPeriod = again,
            ReplenishmentPeriod = every,
            QueueLimit = 0,
        }));
}

using System.Data.Common;

namespace Messenger.Domain;

/// <summary>Whether the time of anything has come: asked again and again by those who wait, so by the shortest way.</summary>
public sealed class DueChecks(ILookups lookups, TimeProvider time)
{
    public Task<bool> HasJobAsync() => IsPastAsync("SELECT due_at FROM jobs ORDER BY due_at LIMIT 1", TimeSpan.Zero);

    /// <summary>A call that has rung for too long, or that might be left by everybody.</summary>
    public async Task<bool> HasCallAsync() =>
        await IsPastAsync("SELECT started_at FROM calls WHERE status = 'ringing' ORDER BY started_at LIMIT 1", Call.RingsFor)
        || await IsPastAsync("SELECT started_at FROM calls WHERE status = 'active' ORDER BY started_at LIMIT 1", CallParticipants.Patience);

    /// <summary>A file that nobody can see any more.</summary>
    public Task<bool> HasLeftoverAsync() =>
        IsPastAsync("SELECT created_at FROM files WHERE message_id IS NULL ORDER BY created_at LIMIT 1", Files.Patience);

    /// <param name="earliest">Selects the earliest time there is.</param>
    /// <param name="patience">How long ago it has to be.</param>
    async Task<bool> IsPastAsync(string earliest, TimeSpan patience) =>
        await lookups.FirstAsync(earliest, Moment.Read) is { } found && found.At <= time.Now() - patience;

    sealed record Moment(DateTimeOffset At)
    {
        public static Moment Read(DbDataReader row) => new(row.Time(0));
    }
}

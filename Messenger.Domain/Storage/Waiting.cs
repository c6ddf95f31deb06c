using System.Data.Common;

namespace Messenger.Domain;

/// <summary>Whether the time of anything has come: asked again and again by those who wait, so by the shortest way.</summary>
static class Waiting
{
    /// <param name="earliest">Selects the earliest time there is.</param>
    public static async Task<bool> IsPastAsync(this MessengerDb db, string earliest, DateTimeOffset limit) =>
        await db.FirstAsync(earliest, Moment.Read) is { } found && found.At <= limit;

    sealed record Moment(DateTimeOffset At)
    {
        public static Moment Read(DbDataReader row) => new(row.Time(0));
    }
}

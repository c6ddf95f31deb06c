using System.Data.Common;
using System.Diagnostics;

namespace Messenger.Web;

/// <summary>Lookups with a watch beside them.</summary>
sealed class WatchedLookups(ILookups lookups, SlowQueries slow) : ILookups
{
    public Task<bool> AreReadyAsync() => lookups.AreReadyAsync();

    public Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        var began = Stopwatch.GetTimestamp();
        return Watch(sql, began, lookups.AllAsync(sql, read, parameters));
    }

    public Task<List<T>> AllAloneAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        var began = Stopwatch.GetTimestamp();
        return Watch(sql, began, lookups.AllAloneAsync(sql, read, parameters));
    }

    public Task<List<T>> AllByOnePlanAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        var began = Stopwatch.GetTimestamp();
        return Watch(sql, began, lookups.AllByOnePlanAsync(sql, read, parameters));
    }

    public Task<List<T>> AllOnceAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        var began = Stopwatch.GetTimestamp();
        return Watch(sql, began, lookups.AllOnceAsync(sql, read, parameters));
    }

    // SQLite has answered by now, and that is to cost no more than it does.
    Task<List<T>> Watch<T>(string sql, long began, Task<List<T>> rows)
    {
        if (!rows.IsCompleted)
        {
            return WatchAsync(sql, began, rows);
        }

        slow.Looked(sql, began);
        return rows;
    }

    async Task<List<T>> WatchAsync<T>(string sql, long began, Task<List<T>> rows)
    {
        try
        {
            return await rows;
        }
        finally
        {
            slow.Looked(sql, began);
        }
    }
}

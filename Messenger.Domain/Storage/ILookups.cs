using System.Data.Common;

namespace Messenger.Domain;

/// <summary>
/// Rows by the shortest way, each outside of any transaction, for what is asked at the start, again and again, or with every request: EF takes longer to
/// wake than all the rest of the start, and much memory from then on.
/// </summary>
public interface ILookups
{
    /// <summary>Whether the tables are those of this program, so that there is nothing to prepare.</summary>
    Task<bool> AreReadyAsync();

    /// <summary>The rows of a statement both databases understand. Parameters are $1, $2 …</summary>
    Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters);

    /// <summary>The same for what may be long: nobody else waits behind it.</summary>
    Task<List<T>> AllAloneAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters) => AllAsync(sql, read, parameters);

    /// <summary>
    /// The same for a statement that takes long to plan and for which one plan does, whatever the parameters: PostgreSQL would otherwise plan it anew as long as
    /// a plan for these parameters looks cheaper, and does not count in full what planning costs.
    /// </summary>
    Task<List<T>> AllByOnePlanAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters) => AllAsync(sql, read, parameters);

    /// <summary>The same for a statement that is put together anew each time: planned for its parameters, and not kept prepared.</summary>
    Task<List<T>> AllOnceAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters) => AllAloneAsync(sql, read, parameters);

    async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
        where T : class => (await AllAsync(sql, read, parameters)).FirstOrDefault();
}

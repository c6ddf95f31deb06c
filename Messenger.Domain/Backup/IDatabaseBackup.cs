namespace Messenger.Domain;

/// <summary>The backup of a whole database: as one file, and back, by what each of the two brings for that.</summary>
public interface IDatabaseBackup
{
    /// <summary>What the file is called in a backup, which tells of which of the two it is.</summary>
    string FileName { get; }

    /// <summary>Writes what is there at one moment into a file, while people write on; answers what that is.</summary>
    /// <exception cref="BackupFailed">It cannot be done here.</exception>
    Task<DatabaseContents> SaveAsync(string path, CancellationToken stop);

    /// <summary>Reads such a file back somewhere else and answers how many rows each table has; null where we may not.</summary>
    Task<IReadOnlyDictionary<string, long>?> CountAsync(string path, CancellationToken stop);

    /// <summary>
    /// Fails while a messenger runs on the database, which would go on with what is no more; with PostgreSQL also where a newer one has used it, whose tables we
    /// do not know by name.
    /// </summary>
    /// <exception cref="BackupFailed">One runs, or a newer one has used it.</exception>
    Task RequireUnusedAsync();

    /// <summary>Puts such a file in the place of all there is, at once or not at all. It gets an epoch of its own, and its messages are indexed anew.</summary>
    /// <param name="endSessions">Everybody has to log in again.</param>
    /// <param name="detail">What the audit says of it; null where the file is of before there was one.</param>
    Task RestoreAsync(string path, bool endSessions, string? detail);
}

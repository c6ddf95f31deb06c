namespace Messenger.Domain;

/// <summary>Tells how the database is: whether it takes what people write, without leaving anything in it, how large it is, and what time it is there.</summary>
public interface IDatabaseCheck
{
    /// <summary>Whether it has the tables of this program, or those of a newer one, and may be written to. Fails when it is away.</summary>
    Task<bool> TakesWritesAsync();

    /// <summary>In bytes, with its indexes.</summary>
    Task<long> GetSizeAsync();

    /// <summary>What time it is where the database runs; null where that is this process.</summary>
    Task<DateTimeOffset?> FindTimeAsync();
}

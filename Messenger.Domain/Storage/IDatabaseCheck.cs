namespace Messenger.Domain;

/// <summary>Tells whether the database takes what people write, without leaving anything in it.</summary>
public interface IDatabaseCheck
{
    /// <summary>Whether it has the tables of this program, or those of a newer one, and may be written to. Fails when it is away.</summary>
    Task<bool> TakesWritesAsync();
}

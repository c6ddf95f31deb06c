namespace Messenger.Domain;

/// <summary>
/// Tells whether a row was imported before. Ids are kept, so whoever has one here has to be the one who had it there.
/// </summary>
static class ImportedIds
{
    /// <summary>Whether it was imported before. Nothing else here was made at the same microsecond.</summary>
    /// <exception cref="ImportFailed">The id is somebody else's.</exception>
    public static bool IsKnown(IReadOnlyDictionary<int, DateTimeOffset> known, string table, int id, DateTimeOffset madeAt) => known.TryGetValue(id, out var at) switch
    {
        false => false,
        true when at == madeAt => true,
        true => throw new ImportFailed($"Row {id} of {table} is another one here: this messenger was used before the import. Import into an empty one, or into one that was imported before and not used since."),
    };
}

namespace Messenger.Domain;

/// <summary>A page of messages that were found, the newest first.</summary>
/// <param name="Words">What they hold, folded.</param>
/// <param name="Before">Where the next page begins; null when there is none.</param>
/// <param name="IsWhole">Whether all messages were looked through, and not only the newest.</param>
public sealed record FoundMessages(IReadOnlyList<MessageView> Messages, IReadOnlyList<string> Words, int? Before, bool IsWhole)
{
    public static readonly FoundMessages None = new([], [], null, IsWhole: true);
}

/// <summary>The progress of the index: how far it has come.</summary>
/// <param name="LastId">Of the message up to which all are in it.</param>
/// <param name="NewestId">Of the newest message.</param>
/// <param name="RebuiltId">Up to which message it has been made anew, 0 or below at the beginning; null where nobody asked for that, or it is done.</param>
public sealed record SearchProgress(int LastId, int NewestId, int? RebuiltId = null)
{
    /// <summary>How much of it has been made anew.</summary>
    public int? RebuiltPercent => RebuiltId is { } id ? (int)(100L * Math.Clamp(id, 0, LastId) / Math.Max(1, LastId)) : null;

    /// <summary>How many messages are not in it yet; those of the system count too.</summary>
    public int Behind => Math.Max(0, NewestId - LastId);

    internal static async Task<SearchProgress> GetAsync(ILookups lookups) => (await lookups.FirstAsync(
        "SELECT last_id, (SELECT COALESCE(MAX(id), 0) FROM messages), rebuilt_id FROM search_state",
        row => new SearchProgress(row.GetInt32(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetInt32(2))))!;
}

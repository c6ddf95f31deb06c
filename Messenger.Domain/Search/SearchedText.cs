using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A message as it is searched: its text as <see cref="SearchText"/> folds it.</summary>
public sealed record SearchedText(int MessageId, int ChatId, string Text);

static class SearchedTextChanges
{
    /// <summary>
    /// In the transaction of an edit or a deletion: the index has the new text with it, or none. A row without a text stays, so that who
    /// adds texts, and read this one before, does not bring it back.
    /// </summary>
    public static Task<int> ReindexAsync(this MessengerDb db, Message message) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO search_texts (message_id, chat_id, text) VALUES ({message.Id}, {message.ChatId}, {SearchText.Folded(message.Content)})
        ON CONFLICT (message_id) DO UPDATE SET text = excluded.text
        """);

    /// <summary>
    /// Texts are folded otherwise now, or were changed past their verbs: the index begins anew. Who adds texts may have read some before, and
    /// adds them after, as if all up to them were there; so it is made anew up to wherever they come.
    /// </summary>
    public static async Task ForgetSearchedTextsAsync(this MessengerDb db)
    {
        // The texts first: at a start there is no transaction around it, and what another node adds after the mark must stay.
        await db.Database.ExecuteSqlAsync($"DELETE FROM search_texts");
        await db.Database.ExecuteSqlAsync($"UPDATE search_state SET last_id = 0");
        await db.RebuildSearchAsync();
    }

    /// <summary>From its first message on. Below 0 is the beginning too: who is there already, with a piece that was read before this, is not to mark it as done.</summary>
    public static Task<int> RebuildSearchAsync(this MessengerDb db) =>
        db.Database.ExecuteSqlAsync($"UPDATE search_state SET rebuilt_id = CASE WHEN rebuilt_id <= 0 THEN rebuilt_id - 1 ELSE 0 END");
}

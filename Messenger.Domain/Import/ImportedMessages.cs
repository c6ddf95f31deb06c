using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The messages of the original, numbered in each chat in the order in which they were said; and of those that are here already,
/// what became of them there since.
/// </summary>
sealed class ImportedMessages(MessengerDb db, OriginalDatabase original, ImportReport report, IReadOnlySet<int> people)
{
    const string Table = "messages";

    const int Batch = 500;

    readonly Dictionary<int, Place> places = [];
    readonly Dictionary<(int Chat, int User), int> marks = [];
    readonly HashSet<int> touched = [];

    /// <summary>The place of a message here, whether something is left of it, and whether it was here before.</summary>
    public readonly record struct Place(int Chat, int Sequence, bool IsDeleted, bool IsKnown);

    /// <summary>By the id of each message of the original.</summary>
    public IReadOnlyDictionary<int, Place> Places => places;

    /// <param name="chats">Where each chat of the original is.</param>
    public async Task AddAsync(IReadOnlyDictionary<int, int> chats)
    {
        // What was written here has the hash of its request, and lines of the system say what they tell.
        var before = await db.Messages.CountAsync(message => message.RequestHash == null && message.Notice == null && !message.IsDeleted);
        foreach (var same in chats.GroupBy(chat => chat.Value, chat => chat.Key))
        {
            var chat = await db.Chats.SingleAsync(chat => chat.Id == same.Key);
            await foreach (var batch in original.MessagesAsync([.. same]).Chunk(Batch))
            {
                before -= await AddAsync(chat, batch);
            }

            db.ChangeTracker.Clear();
        }

        report.Tally("Messages that are here from before and in the original no more, which stay", before);
    }

    /// <summary>Somebody has read this far.</summary>
    public void Read(Place place, int user) => marks[(place.Chat, user)] = Math.Max(place.Sequence, marks.GetValueOrDefault((place.Chat, user)));

    /// <summary>Something of a message is otherwise than before: whoever has seen it here has to be told. One that is new is told anyway.</summary>
    public void Touch(int message)
    {
        if (places[message].IsKnown)
        {
            touched.Add(message);
        }
    }

    /// <summary>Gives what has changed its revisions.</summary>
    public async Task AdvanceAsync()
    {
        foreach (var some in touched.GroupBy(id => places[id].Chat))
        {
            var chat = await db.Chats.SingleAsync(chat => chat.Id == some.Key);
            foreach (var ids in some.Order().Chunk(Batch))
            {
                foreach (var message in await db.Messages.Where(message => ids.Contains(message.Id)).OrderBy(message => message.Id).ToListAsync())
                {
                    message.Revision = chat.Advance();
                }
            }

            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Moves the marks of all who have read, or said, something.</summary>
    public async Task MarkAsync()
    {
        foreach (var chat in marks.GroupBy(mark => mark.Key.Chat))
        {
            foreach (var member in await db.Memberships.Where(member => member.ChatId == chat.Key).ToListAsync())
            {
                member.ReadSequence = Math.Max(member.ReadSequence, marks.GetValueOrDefault((member.ChatId, member.UserId)));
            }

            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        await db.UncountAgainAsync();
    }

    /// <returns>How many of them were here, and not deleted.</returns>
    async Task<int> AddAsync(Chat chat, OriginalMessage[] batch)
    {
        int[] ids = [.. batch.Select(message => message.Id)];
        var here = await db.Messages.Where(message => ids.Contains(message.Id)).ToDictionaryAsync(message => message.Id);
        var known = here.ToDictionary(message => message.Key, message => message.Value.CreatedAt);
        var there = here.Values.Count(message => !message.IsDeleted);
        foreach (var message in batch)
        {
            if (ImportedIds.IsKnown(known, Table, message.Id, message.CreatedAt))
            {
                await CatchUpAsync(here[message.Id], message);
            }
            else if (message.SenderId is { } sender && people.Contains(sender))
            {
                Add(chat, message, sender);
            }
            else
            {
                report.Tally("Messages that have no sender in the original, and were left out");
            }
        }

        await db.SaveChangesAsync();
        foreach (var saved in db.ChangeTracker.Entries().Where(entry => entry.Entity is Message or Reaction or EarlierText).ToList())
        {
            saved.State = EntityState.Detached;
        }

        return there;
    }

    void Add(Chat chat, OriginalMessage message, int sender)
    {
        // An answer to what is not in this chat would show it to those who may not see it.
        var quoted = message.ReplyTo is { } to && places.TryGetValue(to, out var place) && place.Chat == chat.Id ? message.ReplyTo : null;
        report.Tally("Answers to what is not in the same chat, which quote nothing here", message.ReplyTo == quoted || message.IsDeleted ? 0 : 1);
        report.Tally("Messages that named a file by its address, which stands at the end of their text here", NamesFile(message) ? 1 : 0);
        var imported = Message.Imported(message, chat, sender, TextOf(message), quoted);
        db.Add(imported);
        places[message.Id] = new Place(chat.Id, imported.Sequence, imported.IsDeleted, IsKnown: false);
        Read(places[message.Id], sender);
        report.Add(Table);
    }

    async Task CatchUpAsync(Message here, OriginalMessage there)
    {
        var text = TextOf(there);
        var isDeleted = !here.IsDeleted && there.IsDeleted;
        var isOtherwise = !here.IsDeleted && !there.IsDeleted && here.Content != text;
        var isEdited = isOtherwise && here.UpdatedAt <= there.UpdatedAt;
        report.Tally("Messages that say something else there, and were changed here later, which stays", isOtherwise && !isEdited ? 1 : 0);
        report.Tally("Messages that are deleted here and not there, which stays", here.IsDeleted && !there.IsDeleted ? 1 : 0);
        if (isDeleted)
        {
            await db.Entry(here).Collection(message => message.Reactions).LoadAsync();
            here.CatchUpDeleted(there.UpdatedAt);
            await db.EarlierTexts.Where(earlier => earlier.MessageId == here.Id).ExecuteDeleteAsync();
        }
        else if (isEdited)
        {
            await db.KeepEarlierAsync(EarlierText.Of(here));
            here.CatchUp(text, there.UpdatedAt);
        }

        places[here.Id] = new Place(here.ChatId, here.Sequence, here.IsDeleted, IsKnown: true);
        if (isDeleted || isEdited)
        {
            await db.MentionAgainAsync(here);
            Touch(here.Id);
            report.Change(Table);
        }
        else
        {
            report.Know(Table);
        }
    }

    static string TextOf(OriginalMessage message)
    {
        var text = message.IsDeleted ? "" : message.Content.ReplaceLineEndings("\n");
        return !NamesFile(message) ? text : text.Length > 0 ? $"{text}\n{message.FileUrl}" : message.FileUrl!;
    }

    static bool NamesFile(OriginalMessage message) => !message.IsDeleted && message.FileUrl is { Length: > 0 } address && !message.Content.ReplaceLineEndings("\n").Contains(address);
}

namespace Messenger.Web;

/// <summary>
/// The record of what this node has told of a chat: a hole among its revisions is a change
/// that nobody told us of, or one that is still on its way.
/// </summary>
sealed class ChatDelivery(DateTimeOffset appearedAt)
{
    readonly NumberSet revisions = new(0), sequences = new(0);
    bool isBegun, hasAppeared;
    long changed = -1, seen;
    int first;

    /// <summary>When somebody last began here, or its numbers were compared.</summary>
    public DateTimeOffset LookedAt { get; private set; } = appearedAt;

    /// <summary>False when it was told already: it was on its way for so long that it had been looked up.</summary>
    public bool Take(Event happened)
    {
        lock (this)
        {
            return happened switch
            {
                ChatChanged now => Changes(now.Revision),
                HistoryErased now => Take(now),
                PinsChanged { Message: { IsDeleted: false } message } => Take(message, isNew: false),
                MessagePosted { Message: var message } => Take(message, isNew: true),
                _ when Fragments.ModelOf(happened) is MessageView message => Take(message, isNew: false),
                _ => true,
            };
        }
    }

    /// <summary>It is new to somebody here: nothing is to be missed from the first that is heard of it.</summary>
    public void Appear()
    {
        lock (this)
        {
            hasAppeared = true;
        }
    }

    /// <summary>From here on nothing is to be missed. What was told before, while the numbers were looked up, is told.</summary>
    public void Begin(ReaderChat now, DateTimeOffset at)
    {
        lock (this)
        {
            LookedAt = at;
            BeginAfter(now.Revision, now.LastSequence);
            changed = changed < 0 ? now.ChangedRevision : changed;
            first = first == 0 ? now.FirstSequence : first;
        }
    }

    /// <summary>From which revision to which something is missing that was missing at the look before; null: nothing.</summary>
    /// <param name="hasHoles">Something is missing that may still be on its way.</param>
    public (long After, long To)? Look(ReaderChat now, DateTimeOffset at, out bool hasHoles)
    {
        lock (this)
        {
            Begin(now, at);
            var last = seen;
            seen = now.Revision;
            hasHoles = revisions.UpTo < now.Revision;
            return revisions.UpTo < last ? (revisions.UpTo, last) : null;
        }
    }

    /// <summary>What was found up to a revision, as it is to be told; what was told before is left out.</summary>
    public List<Event> Find(ReaderChat chat, IReadOnlyList<MessageView> messages, ChatChanged? change, Delivery to, long upTo)
    {
        lock (this)
        {
            List<Event> events = [.. messages.Where(message => !revisions.Has(message.Revision)).OrderBy(message => message.Revision).Select(message => As(message, to))];
            if (change is not null && Changes(change.Revision))
            {
                events.Insert(0, change);
            }

            if (chat.FirstSequence > first)
            {
                first = chat.FirstSequence;
                events.Add(new HistoryErased(to, chat.ChatId, first, chat.ChangedRevision, ChangesLists: true, Pinned: null));
            }

            revisions.Pass(upTo);
            return events;
        }
    }

    bool Take(MessageView message, bool isNew)
    {
        if (hasAppeared)
        {
            BeginAfter(message.Revision - 1, isNew ? message.Sequence - 1 : message.Sequence);
        }

        if (isNew)
        {
            sequences.Add(message.Sequence);
        }

        return revisions.Add(message.Revision);
    }

    // It may tell of messages as well, which answered what is gone: they have its revision.
    bool Take(HistoryErased now)
    {
        var isNews = now.FirstSequence > first;
        first = Math.Max(first, now.FirstSequence);
        revisions.Add(now.Revision);
        return isNews;
    }

    void BeginAfter(long revision, int sequence)
    {
        if (!isBegun)
        {
            revisions.Pass(revision);
            sequences.Pass(sequence);
            isBegun = true;
        }
    }

    // Each tells all of it, so one that is older than what was told tells nothing.
    bool Changes(long revision)
    {
        var isNews = revision > changed;
        changed = Math.Max(changed, revision);
        return isNews;
    }

    Event As(MessageView message, Delivery to) =>
        sequences.Add(message.Sequence) && !message.IsDeleted ? new MessagePosted(to, message)
        : message.IsDeleted ? new MessageDeleted(to, message)
        : new MessageEdited(to, message);
}

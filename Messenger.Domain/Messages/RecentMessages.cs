namespace Messenger.Domain;

/// <summary>The newest messages of a chat, without a gap and the oldest first: everything that had happened by a revision is in them.</summary>
/// <param name="PeopleVersion">Of the names and pictures in them.</param>
sealed record RecentMessages(Guid Epoch, int PeopleVersion, long Revision, IReadOnlyList<MessageView> Messages)
{
    /// <summary>The messages from one sequence to another, both included; null when not all of them are here.</summary>
    public IReadOnlyList<MessageView>? Between(int from, int to)
    {
        if (from > to)
        {
            return [];
        }

        var start = Messages.Count == 0 ? -1 : from - Messages[0].Sequence;
        return start < 0 || to > Messages[^1].Sequence ? null : [.. Messages.Skip(start).Take(to - from + 1)];
    }

    /// <summary>The same after some of them changed and others came.</summary>
    /// <param name="changed">All with a later revision than this has, the oldest first.</param>
    public RecentMessages With(long revision, IReadOnlyList<MessageView> changed, int limit)
    {
        var byId = changed.ToDictionary(message => message.Id);
        var newest = Messages.Count == 0 ? 0 : Messages[^1].Sequence;
        List<MessageView> all = [.. Messages.Select(Now), .. changed.Where(message => message.Sequence > newest)];
        return this with { Revision = revision, Messages = all.Count > limit ? all[^limit..] : all };

        // What is quoted changes by itself: the revision of who quotes it does not move.
        MessageView Now(MessageView message) => byId.TryGetValue(message.Id, out var now) ? now
            : message.Quote is { } quote && byId.TryGetValue(quote.MessageId, out var quoted) ? message with { Quote = quoted.AsQuote() }
            : message;
    }

    /// <summary>Without those that were erased.</summary>
    public RecentMessages From(int first) => Messages is [{ Sequence: var oldest }, ..] && oldest < first ? this with { Messages = [.. Messages.SkipWhile(message => message.Sequence < first)] } : this;

    /// <summary>As many of the newest as hold no more characters than this.</summary>
    public RecentMessages Within(int limit)
    {
        var length = 0;
        var fitting = Messages.Reverse().TakeWhile(message => (length += message.Text.Length + (message.Quote?.Text.Length ?? 0)) <= limit).Count();
        return fitting == Messages.Count ? this : this with { Messages = [.. Messages.Skip(Messages.Count - fitting)] };
    }
}

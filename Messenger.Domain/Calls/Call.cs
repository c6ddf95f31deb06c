namespace Messenger.Domain;

public enum CallType
{
    Audio,
    Video,
}

/// <summary>
/// The status of a call: ringing becomes active, rejected or missed; active becomes ended; the rest is for ever.
/// </summary>
public enum CallStatus
{
    Ringing,
    Active,
    Ended,
    Missed,
    Rejected,
}

/// <summary>
/// A call as a record: that somebody called, who came, and how it ended. What is said in it never comes by here. It lives while
/// two are in it, or while it rings and who called waits.
/// </summary>
public sealed class Call
{
    /// <summary>Nobody picks up after this.</summary>
    public static readonly TimeSpan RingsFor = TimeSpan.FromSeconds(45);

    // Everybody sends to everybody: more than this no line and no processor of a phone carries.
    const int AudioLimit = 8, VideoLimit = 4;

    public int Id { get; init; }

    public int ChatId { get; init; }

    public Chat Chat { get; init; } = null!;

    public int InitiatorId { get; init; }

    public CallType CallType { get; init; }

    public CallStatus Status { get; private set; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the first one answered.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Moves with everything that is shown of it: what is told of a call may overtake itself, and the newest counts.</summary>
    public int Version { get; private set; }

    public List<CallParticipant> Participants { get; } = [];

    public bool IsLive => Status is CallStatus.Ringing or CallStatus.Active;

    /// <param name="busy">Who is in another call.</param>
    public static Call Ring(int me, int chatId, CallType type, string? party, IEnumerable<int> busy, DateTimeOffset now)
    {
        var call = new Call { ChatId = chatId, InitiatorId = me, StartedAt = now, CallType = type };
        call.Enter(me, party, now);
        call.Participants.AddRange(busy.Select(id => new CallParticipant { UserId = id, IsBusy = true }));
        return call;
    }

    /// <summary>One of the original, with the id it has there. It is over: who was in it is not known here.</summary>
    internal static Call Imported(OriginalCall call, int chatId)
    {
        var imported = new Call
        {
            Id = call.Id, ChatId = chatId, InitiatorId = call.InitiatorId!.Value, CallType = call.CallType == "video" ? CallType.Video : CallType.Audio, StartedAt = call.StartedAt,
        };
        imported.CatchUp(call);
        return imported;
    }

    /// <summary>How it ended there: it may have gone on when it was brought.</summary>
    /// <returns>Whether that is otherwise than before.</returns>
    internal bool CatchUp(OriginalCall call)
    {
        var status = call.Status switch
        {
            "missed" or "ringing" => CallStatus.Missed,
            "rejected" => CallStatus.Rejected,
            _ => CallStatus.Ended,
        };
        var end = call.EndedAt ?? call.StartedAt;
        var isChanged = (Status, EndedAt) != (status, end);
        (Status, AnsweredAt, EndedAt) = (status, status is CallStatus.Ended ? call.StartedAt : null, end);
        return isChanged;
    }

    /// <summary>How many fit into one: everybody sends to everybody (a mesh).</summary>
    public static int LimitOf(CallType type) => type is CallType.Video ? VideoLimit : AudioLimit;

    /// <param name="said">audio or video; audio when it is not said.</param>
    public static CallType TypeOf(string? said) => said switch
    {
        null or "audio" => CallType.Audio,
        "video" => CallType.Video,
        _ => throw Refused.Invalid("call_type", "A call is audio or video.", "call_type"),
    };

    /// <summary>
    /// One device of a person is in it at a time. In a direct chat the first one stays, unless it is to be taken over or has gone; in a group,
    /// which others join and leave all the time, it is the newest.
    /// </summary>
    /// <returns>False when this device is in it already.</returns>
    public bool Join(int me, string? party, bool isGroup, bool takeOver, DateTimeOffset now)
    {
        Allow(IsLive);
        var mine = Find(me);
        if (mine is { IsIn: true } && party is not null && mine.Party == party)
        {
            mine.Renew(now);
            return false;
        }

        if (me == InitiatorId && party is null && !takeOver && Status is CallStatus.Ringing)
        {
            throw OwnCall();
        }

        if (mine is { IsIn: true } && !isGroup && !takeOver && !mine.IsClosing(now))
        {
            throw new Refused(Reason.Conflict, "answered_elsewhere", "You answered on another device.");
        }

        if (Participants.Count(one => one.IsIn && one.UserId != me) >= LimitOf(CallType))
        {
            throw new Refused(Reason.Conflict, "call_full", "This call is full: four fit into one with video, eight into one with voices alone.");
        }

        Enter(me, party, now);
        if (me != InitiatorId && Status is CallStatus.Ringing)
        {
            (Status, AnsweredAt) = (CallStatus.Active, now);
            // A program that called holds its lease from now on: while it rang nobody asked for it.
            if (Find(InitiatorId) is { Party: null } caller)
            {
                caller.Renew(now);
            }
        }

        return true;
    }

    /// <summary>In a direct chat that was it; in a group it goes on for the others, while there are any.</summary>
    /// <returns>False when I have declined it already.</returns>
    public bool Decline(int me, bool isGroup, IReadOnlyCollection<int> members, DateTimeOffset now)
    {
        if (me == InitiatorId)
        {
            throw OwnCall();
        }

        var mine = Find(me);
        Allow((Status is CallStatus.Ringing || Status is CallStatus.Active && isGroup)
            && mine?.Presence is null or CallPresence.Ringing or CallPresence.Busy or CallPresence.Declined);
        if (mine?.Presence is CallPresence.Declined)
        {
            return false;
        }

        (mine ?? Add(me)).Decline(now);
        Version++;
        if (Status is CallStatus.Ringing && !members.Any(id => Find(id)?.Presence is null or CallPresence.Ringing or CallPresence.Busy))
        {
            Over(CallStatus.Rejected, now);
        }

        return true;
    }

    /// <summary>
    /// All others in it said that they close, or have not been heard of for as long as that. Whoever rejoins it waits for them; whoever calls
    /// anew does not.
    /// </summary>
    public bool IsDeserted(int me, DateTimeOffset now) =>
        Status is CallStatus.Active && !Participants.Exists(one => one.IsIn && one.UserId != me && !one.IsClosing(now));

    /// <summary>Hanging up. In a group the others go on, while they are two.</summary>
    /// <param name="party">The page that does, unless it is whichever I am in it with: one that was taken over takes nobody out.</param>
    public void Leave(int me, string? party, DateTimeOffset now)
    {
        Allow(IsLive);
        var mine = Find(me);
        if (mine is not { IsIn: true } || party is not null && mine.Party != party)
        {
            throw new Refused(Reason.Conflict, "not_in_call", "You are not in this call.");
        }

        Leave(mine, now);
        EndUnlessHeld(now);
    }

    /// <summary>A program that was started anew has nothing left of the call it was in.</summary>
    /// <param name="openSince">When the oldest of my lines was opened.</param>
    public void Lose(int me, DateTimeOffset openSince, DateTimeOffset now)
    {
        if (Find(me) is { IsIn: true, Party: null } mine && mine.JoinedAt < openSince)
        {
            Leave(mine, now);
            EndUnlessHeld(now);
        }
    }

    /// <summary>For all. Who called gives up; anybody hangs up once it was answered.</summary>
    public void End(int me, DateTimeOffset now)
    {
        Allow(Status is CallStatus.Active || Status is CallStatus.Ringing && me == InitiatorId);
        Over(Status is CallStatus.Active ? CallStatus.Ended : CallStatus.Missed, now);
    }

    /// <summary>For all, in a group too: only who called may.</summary>
    public void EndForAll(int me, DateTimeOffset now)
    {
        if (me != InitiatorId)
        {
            throw Refused.Forbidden("not_caller", "Only who called can end the call for all.");
        }

        End(me, now);
    }

    /// <summary>Takes out whose lease is over or who is no longer in the chat, and ends what rings for too long or is left.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Settle(IReadOnlyCollection<int> members, DateTimeOffset now)
    {
        var gone = Participants.FindAll(one => one.IsIn && (!members.Contains(one.UserId) || one.IsOver(now) && !IsWaiting(one)));
        gone.ForEach(one => Leave(one, now));
        if (Status is CallStatus.Ringing && StartedAt + RingsFor <= now)
        {
            Over(CallStatus.Missed, now);
        }

        EndUnlessHeld(now);
        return gone.Count > 0 || !IsLive;
    }

    /// <summary>A program of old has no page that would tell that it waits for an answer, and need not have a line.</summary>
    bool IsWaiting(CallParticipant one) => Status is CallStatus.Ringing && one.Party is null;

    void EndUnlessHeld(DateTimeOffset now)
    {
        if (Status is CallStatus.Ringing && Find(InitiatorId) is not { IsIn: true })
        {
            Over(CallStatus.Missed, now);
        }
        else if (Status is CallStatus.Active && Participants.Count(one => one.IsIn) < 2)
        {
            Over(CallStatus.Ended, now);
        }
    }

    void Over(CallStatus status, DateTimeOffset now)
    {
        (Status, EndedAt) = (status, now);
        Version++;
        Participants.FindAll(one => one.IsIn).ForEach(one => Leave(one, now));
    }

    void Enter(int me, string? party, DateTimeOffset now)
    {
        (Find(me) ?? Add(me)).Join(CallParticipant.CheckedParty(party), now);
        Version++;
    }

    void Leave(CallParticipant one, DateTimeOffset now)
    {
        one.Leave(now);
        Version++;
    }

    CallParticipant? Find(int userId) => Participants.Find(one => one.UserId == userId);

    CallParticipant Add(int userId)
    {
        var one = new CallParticipant { CallId = Id, UserId = userId };
        Participants.Add(one);
        return one;
    }

    static Refused OwnCall() => new(Reason.Conflict, "own_call", "This call is your own; you can end it.");

    static void Allow(bool isAllowed)
    {
        if (!isAllowed)
        {
            throw new Refused(Reason.Conflict, "call_over", "This call is not ringing any more, or is over.");
        }
    }
}

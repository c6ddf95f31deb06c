namespace Messenger.Domain;

public enum CallType
{
    Audio,
    Video,
}

/// <summary>Ringing becomes active, rejected or missed; active becomes ended; the rest is for ever.</summary>
public enum CallStatus
{
    Ringing,
    Active,
    Ended,
    Missed,
    Rejected,
}

/// <summary>That somebody called, and how it ended. What is said in it never comes by here.</summary>
public sealed class Call
{
    /// <summary>Nobody picks up after this.</summary>
    public static readonly TimeSpan RingsFor = TimeSpan.FromSeconds(45);

    public int Id { get; init; }

    public int ChatId { get; init; }

    public int InitiatorId { get; init; }

    public CallType CallType { get; init; }

    public CallStatus Status { get; private set; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public static Call Ring(int me, int chatId, string? type, DateTimeOffset now) =>
        new() { ChatId = chatId, InitiatorId = me, StartedAt = now, CallType = TypeOf(type) };

    /// <param name="said">audio or video; audio when it is not said.</param>
    public static CallType TypeOf(string? said) => said switch
    {
        null or "audio" => CallType.Audio,
        "video" => CallType.Video,
        _ => throw Refused.Invalid("call_type", "A call is audio or video.", "call_type"),
    };

    /// <summary>In a group others join a call that somebody has answered already.</summary>
    public void Accept(int me, bool isGroup)
    {
        ByAnother(me);
        Allow(Status is CallStatus.Ringing || Status is CallStatus.Active && isGroup);
        Status = CallStatus.Active;
    }

    /// <summary>True when that was the end of it: in a group it goes on ringing for the others.</summary>
    public bool Reject(int me, bool isGroup, DateTimeOffset now)
    {
        ByAnother(me);
        Allow(Status is CallStatus.Ringing || Status is CallStatus.Active && isGroup);
        return !isGroup && Over(CallStatus.Rejected, now);
    }

    /// <summary>Who called gives up; anybody in it hangs up.</summary>
    public void End(int me, DateTimeOffset now)
    {
        Allow(Status is CallStatus.Active || Status is CallStatus.Ringing && me == InitiatorId);
        Over(Status is CallStatus.Active ? CallStatus.Ended : CallStatus.Missed, now);
    }

    /// <summary>False when it does not ring any more.</summary>
    public bool Miss(DateTimeOffset now) => Status is CallStatus.Ringing && Over(CallStatus.Missed, now);

    /// <summary>Nobody is in it any more. False when it is over already.</summary>
    public bool EndLeft(DateTimeOffset now) => Status is CallStatus.Active && Over(CallStatus.Ended, now);

    bool Over(CallStatus status, DateTimeOffset now)
    {
        (Status, EndedAt) = (status, now);
        return true;
    }

    void ByAnother(int me)
    {
        if (me == InitiatorId)
        {
            throw new Refused(Reason.Conflict, "own_call", "This call is your own; you can end it.");
        }
    }

    static void Allow(bool isAllowed)
    {
        if (!isAllowed)
        {
            throw new Refused(Reason.Conflict, "call_over", "This call is not ringing any more, or is over.");
        }
    }
}

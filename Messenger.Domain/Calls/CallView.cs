namespace Messenger.Domain;

/// <summary>A call as everybody in its chat may see it.</summary>
public sealed record CallView(
    int Id, int ChatId, int InitiatorId, CallType Type, CallStatus Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    public static CallView From(Call call) =>
        new(call.Id, call.ChatId, call.InitiatorId, call.CallType, call.Status, call.StartedAt, call.EndedAt);
}

using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Where tests of calls take place.</summary>
public abstract class CallWorld : World
{
    protected Task<CallView> Start(int who, int chat = Chat, string? type = "audio", string? party = null) => Do((Calls c) => c.StartAsync(who, chat, type, party));

    protected Task<CallView> StartOrJoin(int who, string? party, int chat = Chat) => Do((Calls c) => c.StartOrJoinAsync(who, chat, "audio", party));

    protected Task<CallView> Accept(int who, int call, string? party = null, bool takeOver = false) => Do((Calls c) => c.AcceptAsync(who, call, party, takeOver));

    protected Task<CallView> Reject(int who, int call) => Do((Calls c) => c.RejectAsync(who, call));

    protected Task<CallView> Leave(int who, int call, string? party = null) => Do((Calls c) => c.LeaveAsync(who, call, party));

    protected Task<CallView> End(int who, int call) => Do((Calls c) => c.EndAsync(who, call));

    protected Task Close(int who, int call, string party) => Do((Calls c) => c.NotePageClosedAsync(who, call, party));

    protected async Task<bool> Renew(int who, int call, string party) => await Do((Calls c) => c.RenewAsync(who, call, party)) is not null;

    protected Task<IReadOnlyList<CallView>> History(int who) => Do((Calls c) => c.ListAsync(who));

    protected Task<CallView> One(int call, int who = Ann) => Do((Calls c) => c.OneAsync(who, call));

    /// <summary>What a node does every two seconds.</summary>
    protected Task EndStale() => Do((StaleCalls s) => s.EndAsync());

    /// <summary>Ann's page and Bob's, in their chat.</summary>
    protected async Task<int> Talk(string type = "audio")
    {
        var call = await Start(Ann, type: type, party: "anns");
        await Accept(Bob, call.Id, "bobs");
        return call.Id;
    }

    protected static IEnumerable<(int, CallPresence)> Presences(CallView call) => call.Participants.Select(one => (one.Person.Id, one.State));
}

using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Where tests of calls take place.</summary>
public abstract class CallWorld : World
{
    protected Task<CallView> Start(int who, int chat = Chat, string? type = "audio") => Do((Calls c) => c.StartAsync(who, chat, type));

    protected Task<CallView> Accept(int who, int call) => Do((Calls c) => c.AcceptAsync(who, call));

    protected Task<CallView> Reject(int who, int call) => Do((Calls c) => c.RejectAsync(who, call));

    protected Task<CallView> End(int who, int call) => Do((Calls c) => c.EndAsync(who, call));

    protected Task<IReadOnlyList<CallView>> History(int who) => Do((Calls c) => c.HistoryAsync(who));
}

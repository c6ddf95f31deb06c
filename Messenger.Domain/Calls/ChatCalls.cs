namespace Messenger.Domain;

/// <summary>The live calls of a chat while its row is locked, and what becomes of them.</summary>
sealed class ChatCalls(Chat chat, IReadOnlyList<int> members, IReadOnlyList<Call> live, DateTimeOffset now)
{
    readonly List<Call> all = [.. live];
    readonly Dictionary<int, int> before = live.ToDictionary(call => call.Id, call => call.Version);

    public Chat Chat => chat;

    public IReadOnlyList<int> Members => members;

    public DateTimeOffset Now => now;

    public List<Call> Live => all.FindAll(call => call.IsLive);

    public IReadOnlyList<Call> Over => all.FindAll(call => !call.IsLive);

    public IReadOnlyList<Call> All => all;

    /// <summary>What is told of them beside that they changed, once it is committed.</summary>
    public List<Func<Event>> Told { get; } = [];

    /// <summary>Those that look other than they did.</summary>
    public IEnumerable<CallView> Changed => all.Where(call => before.GetValueOrDefault(call.Id) != call.Version).Select(CallView.From);

    public Call Find(int callId) => all.Find(call => call.Id == callId)
        ?? throw new Refused(Reason.Conflict, "call_over", "This call is not ringing any more, or is over.");

    public void Add(Call call) => all.Add(call);

    public Delivery Only(params int[] people) => new Delivery.Users([.. members.Intersect(people)]);
}

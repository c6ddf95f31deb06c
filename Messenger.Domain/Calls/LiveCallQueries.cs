namespace Messenger.Domain;

static class LiveCallQueries
{
    /// <summary>Ringing or active. The tables have an index of just these.</summary>
    public static IQueryable<Call> Live(this IQueryable<Call> calls) =>
        calls.Where(c => c.Status == CallStatus.Ringing || c.Status == CallStatus.Active);
}

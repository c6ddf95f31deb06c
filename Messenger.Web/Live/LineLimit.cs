using Microsoft.AspNetCore.SignalR;

namespace Messenger.Web;

/// <summary>
/// The limit on what pages say through their lines, counted like the frames of sockets. Whoever says too much waits for each answer, and
/// is not read meanwhile; the others notice nothing.
/// </summary>
sealed class LineLimit(RateLimits limits) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext said, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        await limits.WaitAsync(Limit.Frame, int.Parse(said.Context.UserIdentifier!), said.Context.ConnectionAborted);
        return await next(said);
    }
}

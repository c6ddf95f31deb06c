using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>
/// The limit on how many lines may stay open at once that a connection was upgraded for
/// (WebSockets over HTTP/1.1). Who comes after that is told to try again.
/// </summary>
[PerProcess("Nothing: each process may have so many files open.")]
public sealed class UpgradeLimit(long limit)
{
    long open;

    /// <summary>An upgraded request lasts as long as its line, unless that was taken over.</summary>
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
        {
            await next(http);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref open) > limit)
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                http.Response.Headers.RetryAfter = "2";
                return;
            }

            await next(http);
        }
        finally
        {
            if (http.Features.Get<ConnectionTakeover>() is { IsTaken: true } taken)
            {
                taken.Ended = Leave;
            }
            else
            {
                Leave();
            }
        }
    }

    void Leave() => Interlocked.Decrement(ref open);
}

static class UpgradeLimitMiddleware
{
    public static void UseUpgradeLimit(this WebApplication app)
    {
        if (app.Services.GetService<UpgradeLimit>() is { } limit)
        {
            app.Use(limit.PassAsync);
        }
    }
}

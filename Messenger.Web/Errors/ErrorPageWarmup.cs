using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>
/// Draws the error page once, for nobody, while one of the first answers after a start keeps somebody waiting. If the database hangs they
/// have waited long enough when that is clear, and are not to wait for the compiler on top of it.
/// </summary>
sealed class ErrorPageWarmup(IServiceProvider services, RequestDelegate next)
{
    const int FirstAnswers = 20;

    static readonly TimeSpan longEnough = TimeSpan.FromMilliseconds(300);

    int seen, drawn;

    public Task AnswerAsync(HttpContext http)
    {
        var answer = next(http);
        return answer.IsCompleted || seen >= FirstAnswers ? answer : WatchAsync(answer);
    }

    async Task WatchAsync(Task answer)
    {
        Interlocked.Increment(ref seen);
        if (await Task.WhenAny(answer, Task.Delay(longEnough)) != answer && Interlocked.Exchange(ref drawn, 1) == 0)
        {
            // Nothing of the request that waits goes with it.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(DrawAsync);
            }
        }

        await answer;
    }

    async Task DrawAsync()
    {
        var contexts = services.GetRequiredService<IHttpContextFactory>();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Method = HttpMethods.Get, Scheme = "http", Path = "/error" });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var http = contexts.Create(features);
        await next(http);
        contexts.Dispose(http);
    }
}

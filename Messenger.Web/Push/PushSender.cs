using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Messenger.Web;

/// <summary>The outcome of a notification at its push service.</summary>
public enum PushOutcome
{
    Taken,

    /// <summary>The browser is not subscribed any more.</summary>
    Gone,

    /// <summary>The service wants none like it, from us or at all.</summary>
    Refused,

    /// <summary>The service is busy or away.</summary>
    Failed,
}

/// <summary>A notification that could not be handed over now.</summary>
/// <param name="After">How long the service wants to be left alone.</param>
public sealed record FailedPush(Push Push, TimeSpan After);

/// <summary>
/// Hands notifications to push services (RFC 8030), many at once. An endpoint is what a browser said: no redirect is followed, and no line goes to an
/// address that is not of the internet, unless whoever runs the messenger has named the service.
/// </summary>
public sealed class PushSender : IDisposable
{
    const int AtOnce = 64, ReasonLimit = 200;

    // A job has 45 s. What is not handed over by then is tried again by itself.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(10), patienceForAll = TimeSpan.FromSeconds(30), pause = Job.Pause(1), longestPause = TimeSpan.FromHours(6);

    readonly PushHosts hosts;
    readonly Vapid vapid;
    readonly PushPayloads payloads;
    readonly PushMetrics metrics;
    readonly IServiceScopeFactory scopes;
    readonly TimeProvider time;
    readonly ILogger<PushSender> log;
    readonly HttpClient http;

    public PushSender(PushHosts hosts, Vapid vapid, PushPayloads payloads, PushMetrics metrics, IServiceScopeFactory scopes, TimeProvider time, ILogger<PushSender> log)
    {
        (this.hosts, this.vapid, this.payloads, this.metrics, this.scopes, this.time, this.log) = (hosts, vapid, payloads, metrics, scopes, time, log);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectCallback = ConnectAsync, ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxConnectionsPerServer = AtOnce, PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        })
        {
            Timeout = patience, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower, MaxResponseContentBufferSize = 1 << 16,
        };
    }

    /// <summary>Returns those that failed, and may not the next time.</summary>
    public async Task<IReadOnlyCollection<FailedPush>> SendAsync(IReadOnlyCollection<Push> pushes, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(patienceForAll);
        ConcurrentBag<FailedPush> failed = [];
        await Parallel.ForEachAsync(pushes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (push, _) =>
        {
            var (outcome, after) = await TryAsync(push, enough.Token);
            if (outcome is PushOutcome.Failed)
            {
                failed.Add(new FailedPush(push, after));
            }
        });
        stop.ThrowIfCancellationRequested();
        return failed;
    }

    /// <summary>For somebody who waits to see whether it arrives.</summary>
    public async Task<PushOutcome> SendOneAsync(Push push, CancellationToken stop) => (await TryAsync(push, stop)).Outcome;

    public void Dispose() => http.Dispose();

    async Task<(PushOutcome Outcome, TimeSpan After)> TryAsync(Push push, CancellationToken stop)
    {
        var result = (Outcome: PushOutcome.Failed, After: pause);
        try
        {
            using var request = await RequestAsync(push);
            using var answer = await http.SendAsync(request, stop);
            result = (await HearAsync(push, answer, stop), AfterOf(answer));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            log.LogInformation(failure, "The push service of session {Session} was not reached", push.SessionId);
        }

        metrics.Record(new Uri(push.Endpoint).Host, result.Outcome);
        return result;
    }

    async Task<HttpRequestMessage> RequestAsync(Push push)
    {
        var endpoint = new Uri(push.Endpoint);
        var payload = payloads.Of(push);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(PushEncryption.Encrypt(payload.Text, push.Key, push.Secret)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.Authorization = new AuthenticationHeaderValue("vapid", await vapid.ParameterAsync(endpoint));
        request.Headers.Add("TTL", payload.Lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", payload.IsUrgent ? "high" : "normal");
        request.Headers.Add("Topic", payload.Topic);
        return request;
    }

    async Task<PushOutcome> HearAsync(Push push, HttpResponseMessage answer, CancellationToken stop)
    {
        switch (answer.StatusCode)
        {
            case >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices:
                return PushOutcome.Taken;
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                await scopes.WithAsync((PushSubscriptions subscriptions) => subscriptions.ForgetAsync(push.Endpoint));
                return PushOutcome.Gone;
            case HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError:
                return PushOutcome.Failed;
            default:
                // It says why, such as BadJwtToken: whoever runs the messenger can do something about that.
                var reason = await answer.Content.ReadAsStringAsync(stop);
                log.LogWarning("{Service} refused a notification: {Status}, {Reason}", answer.RequestMessage!.RequestUri!.Host, (int)answer.StatusCode, reason[..Math.Min(reason.Length, ReasonLimit)].ReplaceLineEndings(" "));
                return PushOutcome.Refused;
        }
    }

    TimeSpan AfterOf(HttpResponseMessage answer)
    {
        var after = answer.Headers.RetryAfter?.Delta ?? (answer.Headers.RetryAfter?.Date - time.GetUtcNow()) ?? pause;
        return after < pause ? pause : after < longestPause ? after : longestPause;
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        if (!hosts.IsConfigured(context.InitialRequestMessage.RequestUri!))
        {
            addresses = [.. addresses.Where(PushHosts.IsPublic)];
        }

        if (addresses.Length == 0)
        {
            throw new HttpRequestException($"{context.DnsEndPoint.Host} has no public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

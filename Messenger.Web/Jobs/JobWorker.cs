using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Web;

/// <summary>
/// Does the jobs that wait, one after the other: what was just committed here at once, what another node or a bad moment left
/// at the next look.
/// </summary>
sealed class JobWorker(
    JobBell bell, DueChecks dueChecks, MailComposer mailComposer, Mailer mailer, IServiceScopeFactory scopes, IHostApplicationLifetime life, ILogger<JobWorker> log) : BackgroundService
{
    static readonly TimeSpan look = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        // Where links lead may be known only once we listen.
        var listening = new TaskCompletionSource();
        await using var _ = life.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stop);

        while (true)
        {
            await WorkAsync(stop);
            await bell.WaitAsync(look, stop);
        }
    }

    async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            while (await dueChecks.HasJobAsync() && await DoOneAsync(stop))
            {
                // There may be another.
            }
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.LogWarning(failure, "Could not look for jobs");
        }
    }

    async Task<bool> DoOneAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<Jobs>();
        if (await jobs.ClaimAsync() is not { } job)
        {
            return false;
        }

        if (await TryAsync(job, scope.ServiceProvider.GetRequiredService<MailLinks>(), stop))
        {
            await jobs.EndAsync(job.Id);
        }

        return true;
    }

    /// <summary>Whether there is nothing left to do about it.</summary>
    async Task<bool> TryAsync(ClaimedJob job, MailLinks links, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Jobs.Deadline);
        try
        {
            if (await links.MakeAsync(job.Kind, JsonSerializer.Deserialize<string>(job.Payload)!) is { } link)
            {
                await mailer.SendAsync(job, await mailComposer.WriteAsync(link), deadline.Token);
            }

            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && (job.IsLastTry || failure is NoSuchReceiver or MimeKit.ParseException))
        {
            log.LogError(failure, "Gave up job {Job}, {Kind}", job.Id, job.Kind);
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.LogWarning(failure, "Job {Job}, {Kind}, failed and will be tried again", job.Id, job.Kind);
            return false;
        }
    }
}

using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>
/// Ends this node when it is asked to, step by step, so that whoever is here goes on at another one: it says that it is not ready, waits until
/// that is noticed, closes what stays open, and only then stops. Who asks twice has no patience, and neither has who pressed Ctrl+C.
/// </summary>
/// <param name="services">What closes the lines is asked for when it is needed: whoever starts the host needs nothing of it.</param>
sealed class DrainingLifetime(DrainState draining, IHostApplicationLifetime host, IServiceProvider services, IOptions<Settings> settings, ILogger<DrainingLifetime> log)
    : IHostLifetime, IDisposable
{
    readonly List<PosixSignalRegistration> signals = [];
    int asked;

    public Task WaitForStartAsync(CancellationToken stop)
    {
        host.ApplicationStopping.Register(draining.Close);
        Listen(PosixSignal.SIGTERM, isPatient: true);
        Listen(PosixSignal.SIGINT, isPatient: false);
        Listen(PosixSignal.SIGQUIT, isPatient: false);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;

    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    void Listen(PosixSignal signal, bool isPatient) => signals.Add(PosixSignalRegistration.Create(signal, context =>
    {
        // The runtime would end the process when we return.
        context.Cancel = true;
        if (Interlocked.Increment(ref asked) > 1)
        {
            host.StopApplication();
            return;
        }

        _ = Task.Run(() => EndAsync(isPatient));
    }));

    async Task EndAsync(bool isPatient)
    {
        draining.Begin();
        try
        {
            if (isPatient && draining.IsWatched)
            {
                log.LogInformation("Not ready any more; what is open is closed in {Seconds} s", settings.Value.DrainSeconds);
                await Task.Delay(TimeSpan.FromSeconds(settings.Value.DrainSeconds), host.ApplicationStopping);
            }

            draining.Close();
            await services.GetRequiredService<OpenLines>().CloseAsync(host.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // Asked twice.
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Could not close what was open");
        }

        host.StopApplication();
    }
}

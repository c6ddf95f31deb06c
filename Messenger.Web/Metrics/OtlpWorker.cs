namespace Messenger.Web;

/// <summary>Begins to send figures to a collector, and looks up what no instrument can wait for as often as Prometheus would.</summary>
sealed class OtlpWorker(IServiceProvider services, PolledMetrics polled, TimeProvider time, ILogger<OtlpWorker> log) : PeriodicWorker(TimeSpan.FromSeconds(15), time, log)
{
    readonly RedisMetrics? redis = services.GetService<RedisMetrics>();
    OtlpExport? export;

    public override void Dispose()
    {
        // What was not sent yet is sent now.
        export?.Dispose();
        base.Dispose();
    }

    protected override async Task LookAsync(CancellationToken stop)
    {
        await Task.WhenAll(polled.LookAsync(), redis?.LookAsync() ?? Task.CompletedTask);
        export ??= ActivatorUtilities.CreateInstance<OtlpExport>(services);
    }
}

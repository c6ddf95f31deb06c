namespace Messenger.Web;

/// <summary>The workers, one for each lane that a handler names, or as many as it asks for.</summary>
sealed class JobLanes(IEnumerable<IJobHandler> handlers, IServiceProvider services) : IHostedService, IDisposable
{
    readonly IReadOnlyList<JobWorker> workers =
        [.. handlers.GroupBy(handler => handler.Lane).SelectMany(lane => Enumerable.Range(0, lane.Max(handler => handler.AtOnce))
            .Select(_ => ActivatorUtilities.CreateInstance<JobWorker>(services, [lane.ToArray()])))];

    public Task StartAsync(CancellationToken stop) => Task.WhenAll(workers.Select(worker => worker.StartAsync(stop)));

    public Task StopAsync(CancellationToken stop) => Task.WhenAll(workers.Select(worker => worker.StopAsync(stop)));

    public void Dispose()
    {
        foreach (var worker in workers)
        {
            worker.Dispose();
        }
    }
}

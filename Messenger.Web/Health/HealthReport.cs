namespace Messenger.Web;

/// <summary>The health of one thing, as the admin sees it.</summary>
public sealed record HealthView(string Name, string Icon, HealthState State, string Says)
{
    /// <summary>Somebody should do something about it.</summary>
    public bool IsBad => State is HealthState.Doubtful or HealthState.Broken;
}

/// <summary>
/// The report of how this messenger is, in words. All is looked at at once; what
/// hangs or fails is broken and keeps nobody from the rest.
/// </summary>
public sealed class HealthReport(IEnumerable<IHealthCheck> checks, Texts texts, TimeProvider time)
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    // Who hears that it is late can still say what it means.
    static readonly TimeSpan warning = patience * 0.9;

    public async Task<IReadOnlyList<HealthView>> GetAsync() => await Task.WhenAll(checks.Select(LookAsync));

    async Task<HealthView> LookAsync(IHealthCheck check)
    {
        using var late = new CancellationTokenSource(warning, time);
        var finding = await FindAsync(check, late.Token);
        return new HealthView(check.Name, check.Icon, finding.State, finding.Says);
    }

    async Task<HealthFinding> FindAsync(IHealthCheck check, CancellationToken late)
    {
        try
        {
            // Some hold up whoever calls them.
            return await Task.Run(() => check.LookAsync(late), CancellationToken.None).WaitAsync(patience, time, CancellationToken.None);
        }
        catch (Exception failure) when (failure is OperationCanceledException or TimeoutException)
        {
            return new(HealthState.Broken, texts["There was no answer within two seconds."]);
        }
        catch (Exception failure)
        {
            return new(HealthState.Broken, texts["It could not be looked at: {0}", failure.GetBaseException().Message]);
        }
    }
}

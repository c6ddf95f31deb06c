using System.Data.Common;

namespace Messenger.Web;

/// <summary>A lease for as long as something takes: it is renewed meanwhile, and given back at the end. A database that is away for a while ends nothing.</summary>
sealed class HeldLease : IAsyncDisposable
{
    // Longer than anything takes between two renewals, of which several may fail.
    static readonly TimeSpan length = TimeSpan.FromMinutes(10), renewed = TimeSpan.FromMinutes(2), triedAgain = TimeSpan.FromSeconds(10);

    readonly CancellationTokenSource over = new(), lost = new();
    readonly Leases leases;
    readonly string name;
    readonly Task renewing;

    HeldLease(Leases leases, string name, TimeProvider time)
    {
        (this.leases, this.name) = (leases, name);
        renewing = RenewAsync(time);
    }

    /// <summary>Cancelled when somebody else has it: it ran out before it was renewed.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Null: somebody else has it.</summary>
    public static async Task<HeldLease?> TakeAsync(Leases leases, string name, TimeProvider time) =>
        await leases.TakeAsync(name, length) ? new HeldLease(leases, name, time) : null;

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await renewing;
        over.Dispose();
        lost.Dispose();
        try
        {
            await leases.GiveBackAsync(name);
        }
        catch (Exception failure) when (MayPass(failure))
        {
            // It runs out by itself.
        }
    }

    async Task RenewAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(renewed, time);
        try
        {
            while (await timer.WaitForNextTickAsync(over.Token))
            {
                try
                {
                    if (!await leases.TakeAsync(name, length))
                    {
                        await lost.CancelAsync();
                        return;
                    }

                    timer.Period = renewed;
                }
                catch (Exception failure) when (MayPass(failure))
                {
                    timer.Period = triedAgain;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is given back.
        }
    }

    static bool MayPass(Exception failure) => failure is DbException || DatabaseUnavailable.Explains(failure);
}

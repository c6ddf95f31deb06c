namespace Messenger.Tests;

/// <summary>Eight people send as fast as they can while what they send to is killed, again and again.</summary>
public sealed class KilledServer
{
    const int BetweenKills = 60;

    // With PostgreSQL what is committed is in another process, which nobody kills here.
    static readonly int kills = Databases.OnPostgres ? 3 : 10;

    [Fact]
    public async Task Has_kept_all_it_acknowledged()
    {
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database))
        {
            await messenger.StartAsync();
            using var crowd = await Crowd.GatherAsync(messenger.Home, 8);
            var isOver = false;
            var sending = crowd.SendAsync(messenger.Home, () => !isOver, () => messenger.Ready);
            for (var kill = 1; kill <= kills; kill++)
            {
                await crowd.GoesOnAsync(BetweenKills);
                await messenger.KillAsync();
                await messenger.StartAsync();
            }

            await crowd.GoesOnAsync(BetweenKills);
            isOver = true;
            await sending;
            await crowd.AssertAllThereAsync();
        }

        Databases.GiveBack(database);
    }

    [Fact, RunsOnce]
    public async Task May_be_the_database_server()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await postgres.CreateDatabaseAsync("messenger");
        var folder = Directory.CreateTempSubdirectory("messenger-killed-").FullName;
        await using (var messenger = new BuiltMessenger(new Database("messenger", folder, postgres.ConnectionString("messenger"), null)))
        {
            await messenger.StartAsync();
            using var crowd = await Crowd.GatherAsync(messenger.Home, 8);
            var (isOver, isBack) = (false, new TaskCompletionSource());
            var sending = crowd.SendAsync(messenger.Home, () => !isOver, () => isBack.Task);
            await crowd.GoesOnAsync(BetweenKills);

            await postgres.StopAsync();
            await postgres.StartAgainAsync();
            isBack.SetResult();

            await crowd.GoesOnAsync(BetweenKills);
            isOver = true;
            await sending;
            await crowd.AssertAllThereAsync();
        }

        Directory.Delete(folder, true);
    }
}

using Messenger.Web;
using Microsoft.Data.Sqlite;

namespace Messenger.Tests;

/// <summary>From the command line, beside a messenger that runs in another process.</summary>
public sealed class BackupsByCommand : IDisposable
{
    readonly BackupStage stage = new();

    [Fact]
    public async Task Are_made_while_it_runs_and_put_back_while_it_does_not()
    {
        var database = await Databases.BareAsync();
        var path = stage.NewPath();
        await using (var messenger = new BuiltMessenger(database))
        {
            await messenger.StartAsync();
            using var crowd = await Crowd.GatherAsync(messenger.Home, 2);
            var isOver = false;
            var sending = crowd.SendAsync(messenger.Home, () => !isOver, () => Task.CompletedTask);
            await crowd.GoesOnAsync(10);
            var (before, made) = (crowd.Acknowledged, await RunAsync(database, "backup", path));
            Assert.Equal(Commands.Done, made.Code);
            Assert.StartsWith($"{path}: 2 people, ", made.Said);
            isOver = true;
            await sending;
            var refused = await RunAsync(database, "restore", path);
            Assert.Equal(Commands.Failed, refused.Code);
            Assert.StartsWith("The messenger is running", refused.Said);

            await messenger.KillAsync();
            var restored = refused;
            // PostgreSQL notices a moment later that it has ended.
            await Eventually.TrueAsync(async () => !(restored = await RunAsync(database, "restore", path)).Said.StartsWith("The messenger is running"));
            Assert.StartsWith("As it was at ", restored.Said);
            await messenger.StartAsync();
            var all = await Drawn.AllAsync(crowd.First, crowd.Chat);
            Assert.Equal(Enumerable.Range(1, all.Count), all.Select(message => message.Sequence));
            Assert.True(all.Count > before);
        }

        Databases.GiveBack(database);
    }

    [Theory]
    [InlineData(Commands.NotUnderstood, "FILE is missing. Usage: restore FILE", "restore")]
    [InlineData(Commands.NotUnderstood, "“--all” means nothing here. Usage: restore FILE [--end-sessions]", "restore", "a.tar", "--all")]
    [InlineData(Commands.NotUnderstood, "--from is missing. Usage: import-original", "import-original")]
    [InlineData(Commands.Failed, "/nowhere/a.tar cannot be read: ", "restore", "/nowhere/a.tar")]
    [InlineData(Commands.Failed, "The original cannot be reached: ", "import-original", "--from", "Host=127.0.0.1;Port=1")]
    [InlineData(Commands.Failed, "The original cannot be reached: ", "import-original", "--from", "nowhere")]
    public async Task Say_what_is_wrong_with_what_was_typed(int code, string sentence, params string[] typed)
    {
        var database = await Databases.BareAsync();

        var answer = await RunAsync(database, typed);

        Assert.Equal(code, answer.Code);
        Assert.StartsWith(sentence, answer.Said);
        Databases.GiveBack(database);
    }

    public void Dispose() => stage.Dispose();

    static async Task<(int Code, string Said)> RunAsync(Database database, params string[] typed)
    {
        var said = new StringWriter();
        var code = await Commands.RunAsync([.. typed, $"--Messenger:DataPath={database.Folder}", $"--ConnectionStrings:Postgres={database.Postgres}"], said, said);
        // As the end of its process would.
        SqliteConnection.ClearAllPools();
        return (code, said.ToString());
    }
}

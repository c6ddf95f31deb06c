using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What is typed after the name of the program, while no server runs.</summary>
public sealed class TypingCommands : World
{
    [Fact]
    public async Task Does_what_is_meant_and_says_nothing_else()
    {
        var (code, output, error) = await TypeAsync("admin", "jobs");

        Assert.Equal((Commands.Done, ""), (code, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["kind          waiting  failed  next", "verify-email  3        0       2026-03-01 12:00:00Z"], lines);
    }

    [Fact]
    public async Task Takes_settings_wherever_they_stand()
    {
        var (code, output, _) = await TypedLine.RunAsync([$"--Messenger:DataPath={Database.Folder}", "admin", $"--ConnectionStrings:Postgres={Database.Postgres}", "jobs"]);

        Assert.Equal(Commands.Done, code);
        Assert.Contains("verify-email", output);
    }

    [Theory]
    [InlineData("“more” means nothing here. Usage: admin jobs", "admin", "jobs", "more")]
    [InlineData("“--quick” means nothing here. Usage: admin jobs", "admin", "jobs", "--quick")]
    [InlineData("Usage: COMMAND", "admin")]
    [InlineData("Usage: COMMAND", "admin", "nothing")]
    [InlineData("Usage: COMMAND", "nothing")]
    public async Task Says_what_it_did_not_understand(string sentence, params string[] typed)
    {
        var (code, output, error) = await TypeAsync(typed);

        Assert.Equal((Commands.NotUnderstood, ""), (code, output));
        Assert.StartsWith(sentence, error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("admin", "--help")]
    [InlineData("admin", "jobs", "--help")]
    [InlineData("admin", "jobs", "-h")]
    public async Task Helps_without_doing_anything(params string[] typed)
    {
        var (code, output, error) = await TypedLine.RunAsync(typed);

        Assert.Equal((Commands.Done, ""), (code, error));
        Assert.Matches("  admin jobs +Lists what waits", output);
    }

    [Fact]
    public async Task Does_nothing_with_tables_of_another_version()
    {
        var bare = await Databases.BareAsync();

        var (code, output, error) = await TypedLine.RunAsync(["admin", "jobs", $"--Messenger:DataPath={bare.Folder}", $"--ConnectionStrings:Postgres={bare.Postgres}"]);

        Assert.Equal((Commands.Failed, ""), (code, output));
        Assert.Contains("Start the messenger first", error);
        Databases.GiveBack(bare);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(false, "--urls=http://localhost:5080")]
    [InlineData(false, "--demo", "--urls", "http://localhost:5080")]
    [InlineData(false, "--Messenger:Registration", "closed")]
    [InlineData(true, "admin")]
    [InlineData(true, "--help")]
    public void Is_told_from_starting_the_messenger(bool isMeant, params string[] typed) => Assert.Equal(isMeant, Commands.AreMeant(typed));

    Task<(int Code, string Output, string Error)> TypeAsync(params string[] typed) => TypedLine.RunAsync(typed, Database);
}

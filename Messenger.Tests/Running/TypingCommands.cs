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
        Assert.Equal("id  kind          due                   tries  state", lines[0]);
        Assert.Equal(3, lines[1..].Count(line => line.EndsWith("  verify-email  2026-03-01 12:00:00Z  0      waiting")));
    }

    [Fact]
    public async Task Takes_settings_wherever_they_stand()
    {
        var (code, output, _) = await TypedLine.RunAsync([$"--Messenger:DataPath={Database.Folder}", "admin", $"--ConnectionStrings:Postgres={Database.Postgres}", "jobs"]);

        Assert.Equal(Commands.Done, code);
        Assert.Contains("verify-email", output);
    }

    [Theory]
    [InlineData("“more” means nothing here. Usage: admin jobs [--failed]", "admin", "jobs", "more")]
    [InlineData("“--quick” means nothing here. Usage: admin jobs [--failed]", "admin", "jobs", "--quick")]
    [InlineData("NAME is missing. Usage: admin deactivate NAME", "admin", "deactivate")]
    [InlineData("“many” is no number of a job.", "admin", "drop-job", "many")]
    [InlineData("--before needs a value.", "admin", "audit", "--before")]
    [InlineData("“Colour” is none of Name, ", "admin", "settings", "Colour", "blue")]
    [InlineData("Give a name and a value", "admin", "settings", "Name")]
    [InlineData("Usage: COMMAND", "admin")]
    [InlineData("“admin nothing” is no command.", "admin", "nothing")]
    [InlineData("“nothing” is no command.", "nothing")]
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
        Assert.Matches("  admin jobs .*Lists what waits", output);
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

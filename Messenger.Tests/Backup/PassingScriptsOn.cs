using System.Text;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What pg_restore writes comes to psql as it was, but for what an older server does not know.</summary>
[RunsOnce]
public sealed class PassingScriptsOn
{
    const string Setting = "SET transaction_timeout = 0;";

    const string Head = "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nSET lock_timeout = 0;\n", Rest = "SET client_encoding = 'UTF8';\n";

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task Leaves_out_the_setting_that_came_with_PostgreSQL_17(int more)
    {
        var body = Rest + Texts(more);

        Assert.Equal($"{Head}{new string(' ', Setting.Length)}\n{body}", await PassOnAsync($"{Head}{Setting}\n{body}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Head)]
    [InlineData(Head + Rest)]
    public async Task Leaves_all_else_as_it_is_even_what_somebody_wrote(string script)
    {
        var written = $"{script}{Texts(10_000)}{Setting}\n\\.\n";

        Assert.Equal(written, await PassOnAsync(written));
        Assert.Equal(script, await PassOnAsync(script));
    }

    static string Texts(int length) => new('ж', length);

    static async Task<string> PassOnAsync(string script)
    {
        using var passed = new MemoryStream();
        await PostgresScript.CopyAsync(new MemoryStream(Encoding.UTF8.GetBytes(script)), passed, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(passed.ToArray());
    }
}

using Messenger.Web;
using Microsoft.Data.Sqlite;

namespace Messenger.Tests;

/// <summary>A line as it is typed after the name of the program, and what came of it.</summary>
static class TypedLine
{
    public static Task<(int Code, string Output, string Error)> RunAsync(IEnumerable<string> typed, Database database) =>
        RunAsync([.. typed, $"--Messenger:DataPath={database.Folder}", $"--ConnectionStrings:Postgres={database.Postgres}"]);

    public static async Task<(int Code, string Output, string Error)> RunAsync(string[] typed)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await Commands.RunAsync(typed, output, error);
        // Its process would end now, and with it what it holds open.
        SqliteConnection.ClearAllPools();
        return (code, output.ToString(), error.ToString());
    }
}

using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>The files of a PostgreSQL that never ran, made once: making them takes longer than most tests do. They go when this process goes.</summary>
static class PostgresCluster
{
    const string Script = """
        as=
        if [ "$(id -u)" = 0 ]; then
            chown postgres .
            as='setpriv --reuid=postgres --regid=postgres --init-groups'
        fi
        $as "$1/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 && echo done || cat log
        read -r _
        rm -rf "$PWD"
        """;

    static readonly Lazy<Task<string>> made = new(MakeAsync);

    // Held until the end: its folder goes when its input ends.
    static Process? shell;

    public static Task<string> FolderAsync() => made.Value;

    static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("messenger-cluster-").FullName;
        // A session of its own, or Ctrl+C in the terminal would end the shell before it can tidy up.
        shell = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script, "keeper", PostgresKeeper.NewestPrograms()])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var answer = await shell.StandardOutput.ReadLineAsync();
        return answer == "done" ? Path.Combine(folder, "data") : throw new InvalidOperationException($"No PostgreSQL was made: {answer}");
    }
}

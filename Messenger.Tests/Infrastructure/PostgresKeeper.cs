using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>
/// A shell between us and PostgreSQL that takes an order a line and answers "done"; when its input ends,
/// because we closed it or because this process was killed, it stops the server and deletes the folder.
/// </summary>
sealed class PostgresKeeper : IAsyncDisposable
{
    // PostgreSQL refuses to run as root, hence setpriv, which unlike runuser leaves no process in between.
    // Without autovacuum, so that what a table knows of itself is what a test made it know.
    // An order that is not known here is the name of a signal for the server and all its processes.
    const string Script = """
        trap '' PIPE
        exec 2>>log
        programs=$1 port=$2 cluster=$3 fsync=$4 folder=$PWD as= postmaster=
        if [ "$(id -u)" = 0 ]; then
            chown postgres .
            as='setpriv --reuid=postgres --regid=postgres --init-groups'
        fi
        signal() {
            kill -s "$1" $postmaster
            for child in $(cat /proc/$postmaster/task/$postmaster/children); do kill -s "$1" "$child"; done
        }
        copy() {
            case $cluster in
                host=*) $as "$programs/pg_basebackup" -d "$cluster" -D data -R -c fast --no-sync ;;
                *) $as cp -R "$cluster" data ;;
            esac
        }
        start() {
            [ -d data ] || copy || return
            $as "$programs/postgres" -D data -p "$port" -k "$folder" \
                -c listen_addresses=127.0.0.1 -c max_connections=200 -c autovacuum=off -c fsync="$fsync" </dev/null >>log 2>&1 &
            postmaster=$!
            until "$programs/pg_isready" -q -h 127.0.0.1 -p "$port"; do
                kill -s 0 $postmaster || return
                sleep 0.05
            done
        }
        stop() {
            [ "$postmaster" ] || return 0
            signal CONT
            kill -s QUIT $postmaster
            wait $postmaster
            postmaster=
        }
        while read -r order; do
            case $order in
                start) start && echo done || echo failed ;;
                stop) stop; echo done ;;
                *) signal "$order"; echo done ;;
            esac
        done
        stop; echo ended
        rm -rf "$folder"
        """;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly string folder;
    readonly Process shell;
    Task<string?> answer = Task.FromResult<string?>("");

    /// <param name="cluster">The files to begin with, or "host=… port=… user=…": another server to copy and to follow (streaming replication).</param>
    /// <param name="isDurable">Whether a commit waits for the disk.</param>
    public PostgresKeeper(string folder, int port, string cluster, bool isDurable)
    {
        this.folder = folder;
        // A session of its own, or Ctrl+C in the terminal would end the shell before it can tidy up.
        shell = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script, "keeper", NewestPrograms(), $"{port}", cluster, isDurable ? "on" : "off"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public async Task OrderAsync(string order)
    {
        await shell.StandardInput.WriteLineAsync(order);
        await shell.StandardInput.FlushAsync();

        answer = shell.StandardOutput.ReadLineAsync();
        if (await answer.WaitAsync(Patience) != "done")
            throw new InvalidOperationException($"PostgreSQL did not obey '{order}':\n{await ReadLogAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await EndedAsync().WaitAsync(Patience);
        // Deleting what hundreds of tests left takes as long as the disk wants.
        await shell.WaitForExitAsync();
        shell.Dispose();
    }

    // An order that was not obeyed in time may be answered yet.
    async Task EndedAsync()
    {
        for (var line = await answer; line is not (null or "ended"); line = await shell.StandardOutput.ReadLineAsync())
        {
        }
    }

    async Task<string> ReadLogAsync()
    {
        var log = Path.Combine(folder, "log");
        return File.Exists(log) ? await File.ReadAllTextAsync(log) : "it left no log";
    }

    public static string NewestPrograms()
    {
        const string versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(versions)
            ? Directory.GetDirectories(versions).Where(HasServer).MaxBy(folder => int.Parse(Path.GetFileName(folder)))
            : null;
        return Path.Combine(newest ?? throw new InvalidOperationException("No PostgreSQL here: apt-get install postgresql"), "bin");
    }

    static bool HasServer(string folder) => File.Exists(Path.Combine(folder, "bin", "postgres"));
}

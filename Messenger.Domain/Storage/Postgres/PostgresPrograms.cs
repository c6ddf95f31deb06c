using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace Messenger.Domain;

/// <summary>pg_dump, pg_restore and psql of this machine, of a version that understands the server, connected as we are.</summary>
sealed partial class PostgresPrograms
{
    // Where Debian and its descendants have each version; elsewhere there is one, on the PATH.
    const string Versions = "/usr/lib/postgresql";

    readonly string folder;
    readonly NpgsqlConnectionStringBuilder given;

    PostgresPrograms(string folder, NpgsqlConnectionStringBuilder given) => (this.folder, this.given) = (folder, given);

    /// <summary>The server's own version, or the oldest that is newer: an older program refuses it.</summary>
    /// <exception cref="BackupFailed">There is none.</exception>
    public static async Task<PostgresPrograms> FindAsync(int server, NpgsqlConnectionStringBuilder given)
    {
        var folders = (Directory.Exists(Versions) ? Directory.GetDirectories(Versions).Select(version => Path.Combine(version, "bin")) : [])
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        List<(int Version, string Folder)> found = [];
        foreach (var folder in folders.Where(folder => File.Exists(Path.Combine(folder, "pg_dump"))))
        {
            found.Add((await VersionAsync(folder), folder));
        }

        return found.Where(one => one.Version >= server).OrderBy(one => one.Version).Select(one => new PostgresPrograms(one.Folder, given)).FirstOrDefault()
            ?? throw new BackupFailed($"pg_dump of PostgreSQL {server} is needed here, and there is none (Debian: apt-get install postgresql-client-{server}).");
    }

    /// <returns>What the program wrote.</returns>
    /// <exception cref="BackupFailed">With what the program said.</exception>
    public async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        using var process = Start(program, arguments);
        await using var killed = stop.Register(() => Kill(process));
        process.StandardInput.Close();
        var (written, said) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await EndAsync(process, program, await said, stop);
        return await written;
    }

    /// <summary>Gives the second program the script that the first one writes, between two texts.</summary>
    public async Task PipeAsync(string from, IReadOnlyList<string> fromArguments, string to, IReadOnlyList<string> toArguments, string before, string after, CancellationToken stop)
    {
        using var reading = Start(from, fromArguments);
        using var writing = Start(to, toArguments);
        await using var killed = stop.Register(() =>
        {
            Kill(writing);
            Kill(reading);
        });
        reading.StandardInput.Close();
        var (readingSaid, writingSaid) = (reading.StandardError.ReadToEndAsync(), writing.StandardError.ReadToEndAsync());
        try
        {
            await writing.StandardInput.WriteLineAsync(before);
            await writing.StandardInput.FlushAsync();
            await PostgresScript.CopyAsync(reading.StandardOutput.BaseStream, writing.StandardInput.BaseStream, stop);
            await EndAsync(reading, from, await readingSaid, stop);
            await writing.StandardInput.WriteLineAsync(after);
            writing.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had heard all, and says below why.
            Kill(reading);
        }
        catch
        {
            // What it was told is undone: the end of its input would have been the end of its transaction.
            Kill(writing);
            throw;
        }

        await EndAsync(writing, to, await writingSaid, stop);
    }

    Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, program), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // In the environment, where nobody else reads the password (https://www.postgresql.org/docs/current/libpq-envars.html).
        foreach (var (name, value) in new[]
        {
            ("PGHOST", given.Host), ("PGPORT", $"{given.Port}"), ("PGUSER", given.Username), ("PGPASSWORD", given.Password), ("PGPASSFILE", given.Passfile), ("PGDATABASE", given.Database ?? given.Username),
            ("PGSSLMODE", SslMode(given.SslMode)), ("PGSSLROOTCERT", given.RootCertificate), ("PGSSLCERT", given.SslCertificate), ("PGSSLKEY", given.SslKey),
            ("PGTARGETSESSIONATTRS", given.TargetSessionAttributes), ("PGOPTIONS", given.Options), ("PGCLIENTENCODING", "UTF8"),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                start.Environment[name] = value;
            }
        }

        return Process.Start(start)!;
    }

    static string SslMode(SslMode mode) => mode switch
    {
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        _ => $"{mode}".ToLowerInvariant(),
    };

    // It is waited for even when it is killed, so that it writes nothing any more.
    static async Task EndAsync(Process process, string program, string said, CancellationToken stop)
    {
        await process.WaitForExitAsync(CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new BackupFailed($"{program} failed: {said.Trim().ReplaceLineEndings(" ")}");
        }
    }

    static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    static async Task<int> VersionAsync(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, "pg_dump"), ["--version"]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return VersionNumber().Match(said) is { Success: true } number ? int.Parse(number.Value, null) : 0;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex VersionNumber();
}

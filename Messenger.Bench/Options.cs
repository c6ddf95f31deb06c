namespace Messenger.Bench;

/// <summary>What to measure, and against what.</summary>
/// <param name="Url">A messenger that runs already, with its limits off; null: one is started for the occasion.</param>
/// <param name="Program">The built Messenger.Web.dll to start.</param>
/// <param name="Postgres">A connection string of an empty database; null: SQLite.</param>
/// <param name="Seconds">How long each figure is measured.</param>
/// <param name="WarmUp">How many seconds the same goes on before it is measured: the runtime compiles what is used often once more, and better.</param>
/// <param name="IsPinned">The server on core 0, we on the others.</param>
public sealed record Options(string? Url, string Program, string? Postgres, int Seconds, int WarmUp, bool IsPinned, bool MayGoFar, IReadOnlyList<string> Wanted)
{
    const int SecondsLimit = 120;

    public const string Usage = """
        Measures a messenger: dotnet run -c Release --project Messenger.Bench -- [what …] [options]

          what            start bytes reads send deliver latency idle hub memory; all of them when nothing is named
          --url URL       a messenger that runs already with Messenger__RateLimits=off; otherwise one is started
          --program DLL   the built messenger to start (default: Messenger.Web/bin/Release/net10.0/Messenger.Web.dll)
          --postgres CS   start it on this empty database instead of SQLite
          --seconds N     how long each figure is measured, at most 120 (default 5)
          --warm-up N     how long the same goes on before that, at most 120 (default 10)
          --pin           the server on core 0 and the load on the others (needs taskset)
          --anywhere      allow an address that is not this machine
        """;

    public static Options Read(string[] args)
    {
        var words = new Queue<string>(args);
        var options = new Options(null, "Messenger.Web/bin/Release/net10.0/Messenger.Web.dll", null, 5, 10, false, false, []);
        while (words.TryDequeue(out var word))
        {
            options = word switch
            {
                "--url" => options with { Url = words.Dequeue() },
                "--program" => options with { Program = words.Dequeue() },
                "--postgres" => options with { Postgres = words.Dequeue() },
                "--seconds" => options with { Seconds = Math.Clamp(int.Parse(words.Dequeue()), 1, SecondsLimit) },
                "--warm-up" => options with { WarmUp = Math.Clamp(int.Parse(words.Dequeue()), 0, SecondsLimit) },
                "--pin" => options with { IsPinned = true },
                "--anywhere" => options with { MayGoFar = true },
                _ when word.StartsWith('-') => throw new ArgumentException($"There is no option {word}."),
                _ => options with { Wanted = [.. options.Wanted, word] },
            };
        }

        return options.Url is { } url && !new Uri(url).IsLoopback && !options.MayGoFar
            ? throw new ArgumentException($"{url} is not this machine. Load goes elsewhere only with --anywhere, and with the owner's leave.")
            : options;
    }
}

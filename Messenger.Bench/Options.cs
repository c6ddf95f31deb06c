namespace Messenger.Bench;

/// <summary>The options of a run: what to measure, and against what.</summary>
/// <param name="Url">A messenger that runs already, with its limits off; null: one is started for the occasion.</param>
/// <param name="SocketUrls">Where sockets are opened, dealt out among them in turn: other nodes of the same messenger; none: where everything is asked.</param>
/// <param name="Program">The built Messenger.Web.dll to start.</param>
/// <param name="Postgres">A connection string of an empty database; null: SQLite.</param>
/// <param name="Seconds">How long each figure is measured.</param>
/// <param name="WarmUp">How many seconds the same goes on before it is measured: the runtime compiles what is used often once more, and better.</param>
/// <param name="IsPinned">The server on core 0, we on the others.</param>
public sealed record Options(
    string? Url, IReadOnlyList<string> SocketUrls, string Program, string? Postgres, int Seconds, int WarmUp, bool IsPinned, bool MayGoFar, MixOptions Mix, SearchOptions Search, IReadOnlyList<string> Wanted)
{
    const int SecondsLimit = 120;

    public const string Usage = """
        Measures a messenger: dotnet run -c Release --project Messenger.Bench -- [what …] [options]

          what            start bytes mixed single send deliver latency idle hub memory storm hold; all of them when nothing is named
          --url URL       a messenger that runs already with Messenger__RateLimits=off; otherwise one is started
          --sockets-at URL  open the sockets there instead, which is another node of the same; said again, they are dealt out among all of them
          --program DLL   the built messenger to start (default: Messenger.Web/bin/Release/net10.0/Messenger.Web.dll)
          --postgres CS   start it on this empty database instead of SQLite
          --seconds N     how long each figure is measured, at most 120 (default 5)
          --warm-up N     how long the same goes on before that, at most 120 (default 10)
          --pin           the server on core 0 and the load on the others (needs taskset)
          --anywhere      allow an address that is not this machine

        mixed is what a messenger does all day: a random person asks for a random page of theirs, and some requests are messages.
        It is measured for the page of a group (HTML, JSON) and for the list of chats (HTML, JSON), 16 requests at a time. The first
        time that anybody asks for a page is counted apart, without messages; then comes the warm-up, then the figure. Chance begins
        with the same number in each run. Every answer's status is checked, and in every 16th the names and the newest message.

          --people N      how many there are, each logged in with a browser and a program (default 100)
          --groups N      how many groups they have (default 20)
          --members N     how many are in each; everybody is in one as long as there are enough places (default 8)
          --messages N    how many messages each group has at the beginning (default 60)
          --writes N      how many of a hundred requests are messages (default 10)

        search (only when it is named) fills the database of a messenger of its own, waits until it is indexed, and looks for rare and
        common words, parts of words, and words of two letters.

          --texts N       how many messages there are (default 100000)
          --chats N       in how many chats (default 1000)
          --mine N        of which so many are those of who looks (default 200)

        single asks for one page again and again while nobody writes: that is how fast an answer is found that was kept, and no more.
        """;

    public static Options Read(string[] args)
    {
        var words = new OptionWords(args);
        var options = new Options(null, [], "Messenger.Web/bin/Release/net10.0/Messenger.Web.dll", null, 5, 10, false, false, new MixOptions(), new SearchOptions(), []);
        while (words.Next() is { } word)
        {
            options = word switch
            {
                "--url" => options with { Url = words.Text() },
                "--sockets-at" => options with { SocketUrls = [.. options.SocketUrls, words.Text()] },
                "--program" => options with { Program = words.Text() },
                "--postgres" => options with { Postgres = words.Text() },
                "--seconds" => options with { Seconds = words.Number(1, SecondsLimit) },
                "--warm-up" => options with { WarmUp = words.Number(0, SecondsLimit) },
                "--people" => options with { Mix = options.Mix with { People = words.Number(1, MixOptions.PeopleLimit) } },
                "--groups" => options with { Mix = options.Mix with { Groups = words.Number(1, MixOptions.GroupsLimit) } },
                "--members" => options with { Mix = options.Mix with { Members = words.Number(1, MixOptions.PeopleLimit) } },
                "--messages" => options with { Mix = options.Mix with { Messages = words.Number(0, MixOptions.MessagesLimit) } },
                "--writes" => options with { Mix = options.Mix with { Writes = words.Number(0, 100) } },
                "--texts" => options with { Search = options.Search with { Messages = words.Number(1, SearchOptions.MessagesLimit) } },
                "--chats" => options with { Search = options.Search with { Chats = words.Number(1, SearchOptions.ChatsLimit) } },
                "--mine" => options with { Search = options.Search with { Mine = words.Number(1, SearchOptions.ChatsLimit) } },
                "--pin" => options with { IsPinned = true },
                "--anywhere" => options with { MayGoFar = true },
                _ when word.StartsWith('-') => throw new ArgumentException($"There is no option {word}."),
                _ => options with { Wanted = [.. options.Wanted, word] },
            };
        }

        string[] addresses = [.. options.SocketUrls, .. options.Url is { } url ? [url] : Array.Empty<string>()];
        return !options.MayGoFar && addresses.FirstOrDefault(address => !new Uri(address).IsLoopback) is { } far
            ? throw new ArgumentException($"{far} is not this machine. Load goes elsewhere only with --anywhere, and with the owner's leave.")
            : options with { Mix = options.Mix.Checked(), Search = options.Search.Checked() };
    }
}

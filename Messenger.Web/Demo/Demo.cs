namespace Messenger.Web;

/// <summary>Fills an empty data folder with a small world for <c>./run --demo</c>: people, chats and six weeks of talk.</summary>
static class Demo
{
    public const string Flag = "--demo";

    // Enough for sends to share commits; the turns of so many at the gate stay far below its patience.
    const int AtOnce = 12;

    public static async Task FillDemoAsync(this WebApplication app, string[] args)
    {
        if (args.Contains(Flag))
        {
            var now = app.Services.GetRequiredService<TimeProvider>().Now();
            Console.WriteLine(await FillAsync(app.Configuration, app.Environment.ContentRootPath, now));
        }
    }

    /// <summary>Says how to log in, or why nothing was done.</summary>
    public static async Task<string> FillAsync(IConfiguration configuration, string contentRoot, DateTimeOffset now)
    {
        await using var stage = new DemoServices(configuration, contentRoot);
        const int nobody = 0;
        if ((await stage.DoAsync(now, (People people) => people.FindAsync(nobody, null))).Count > 0)
        {
            return $"There are people here already, so {Flag} changed nothing. It needs an empty data folder.";
        }

        var ids = await DemoPeople.EnterAsync(stage, now.AddDays(-48));
        await PlayAsync([.. DemoChats.All.Select((scene, number) => new DemoChatWriter(stage, scene, number, ids, now))]);
        return $"Demo world ready: log in as ann or yulia, password \"{DemoPeople.Password}\"";
    }

    static async Task PlayAsync(IReadOnlyList<DemoChatWriter> plays)
    {
        // One after the other, so that a chat has the same number every time.
        foreach (var play in plays)
        {
            await play.BeginAsync();
        }

        var few = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(plays, few, async (demoChatWriter, _) => await demoChatWriter.PerformAsync());
    }
}

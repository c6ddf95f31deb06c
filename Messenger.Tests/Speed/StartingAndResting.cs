namespace Messenger.Tests;

/// <summary>What the built program takes on an empty folder: 3 s and 150 MB are the aims, the bounds leave room for other builds of the framework. A start is measured by the processor, which a busy machine hardly changes.</summary>
[RunsOnce]
public sealed class StartingAndResting
{
    const double ProcessorSecondsBound = 6, MegabytesBound = 180;

    // Each takes its time to wake and its memory from then on, and the first page needs none of them.
    static readonly string[] asleep = ["AWSSDK.Core.dll", "Microsoft.EntityFrameworkCore.Relational.dll", "libvips.so"];

    [Fact]
    public async Task Takes_little_time_and_memory()
    {
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database) { Settings = { ["DOTNET_TieredPGO"] = null, ["DOTNET_TC_CallCountingDelayMs"] = null } })
        {
            List<double> starts = [];
            for (var i = 0; i < 3; i++)
            {
                if (i > 0)
                {
                    await messenger.KillAsync();
                }

                starts.Add(await StartAsync(messenger));
            }

            // It looks every ten seconds whether anybody asks for something.
            await Eventually.TrueAsync(() => Megabytes(messenger.ProcessId) < MegabytesBound, () => $"It holds {Megabytes(messenger.ProcessId):0} MB.");
            var memory = Megabytes(messenger.ProcessId);
            var maps = File.ReadAllText($"/proc/{messenger.ProcessId}/maps");
            Assert.All(asleep, library => Assert.DoesNotContain(library, maps));
            using var crowd = await Crowd.GatherAsync(messenger.Home, 2);
            for (var i = 0; i < 20; i++)
            {
                await crowd.First.OpenAsync($"/chats/{crowd.Chat}");
            }

            TestContext.Current.TestOutputHelper!.WriteLine(
                $"First answer after {string.Join(", ", starts.Select(start => $"{start:0.0} s"))} of processor (the first one makes the tables); at rest {memory:0} MB, after some pages {Megabytes(messenger.ProcessId):0} MB");
            Assert.True(starts.Min() < ProcessorSecondsBound, $"It took {starts.Min():0.0} s.");
        }

        Databases.GiveBack(database);
    }

    static async Task<double> StartAsync(BuiltMessenger messenger)
    {
        await messenger.StartAsync();
        using var stranger = new Browser(messenger.Home, "en");
        await stranger.OpenAsync("/account/login");
        return Processor.Of(messenger.ProcessId).TotalSeconds;
    }

    // https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
    static double Megabytes(int process) =>
        int.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024.0;
}

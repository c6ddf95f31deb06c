using Messenger.Tests;
using Microsoft.Playwright;

namespace Messenger.E2E;

public sealed class TwoPeopleTalk(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task One_writes_and_the_other_sees_it_at_once()
    {
        var ann = await NewPersonAsync("Ann");
        var bob = await NewPersonAsync("Bob");
        await ann.WritesToAsync(bob);
        await ann.SaysAsync("Is this thing on?");
        await bob.OpensAsync(ann);
        await bob.SeesAsync("Is this thing on?");

        await bob.SaysAsync("It is!");

        await ann.SeesAsync("It is!");
        Assert.Equal(["Is this thing on?", "It is!"], await ann.SeenTextsAsync());
        Assert.Equal(["Is this thing on?", "It is!"], await bob.SeenTextsAsync());
    }
}

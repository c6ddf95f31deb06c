namespace Messenger.Tests;

/// <summary>Everything one device and its friends do reaches the other one, however long it was cut off.</summary>
public sealed class TwoDevices(Server server) : IClassFixture<Server>
{
    const int Cuts = 3, ActsPerCut = 120;

    [Fact]
    public async Task Know_the_same_after_every_cut()
    {
        var (phone, bob, cleo, dan) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"), await server.JoinAsync("dan"));
        var group = await phone.GroupAsync(bob, cleo);
        var laptop = new Device(await phone.LogInAsync(), group);
        var traffic = new Traffic(group, phone, [bob, cleo], dan, new Random(5));
        await laptop.CatchUpAsync();

        for (var cut = 1; cut <= Cuts; cut++)
        {
            await traffic.GoAsync(ActsPerCut);
            await laptop.CatchUpAsync();

            await laptop.AssertKnowsAllAsync();
            Assert.Equal(0, await laptop.CatchUpAsync());
        }
    }

    [Fact]
    public async Task Know_the_same_when_one_looks_while_others_write()
    {
        var (phone, bob, cleo, dan) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"), await server.JoinAsync("dan"));
        var group = await phone.GroupAsync(bob, cleo);
        var laptop = new Device(await phone.LogInAsync(), group);

        var writing = Task.WhenAll(
            new Traffic(group, phone, [bob, cleo], dan, new Random(6)).GoAsync(ActsPerCut),
            new Traffic(group, phone, [cleo, bob], dan, new Random(7)).GoAsync(ActsPerCut));
        while (!writing.IsCompleted)
        {
            await laptop.CatchUpAsync();
        }

        await writing;
        await laptop.CatchUpAsync();
        await laptop.AssertKnowsAllAsync();
    }
}

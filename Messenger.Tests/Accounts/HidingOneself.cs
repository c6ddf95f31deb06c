using Messenger.Domain;

namespace Messenger.Tests;

public sealed class HidingOneself : World
{
    [Theory]
    [InlineData(Bob)]
    [InlineData(Ann)]
    public async Task Of_what_was_read_neither_is_told(int hider)
    {
        await Hide(hider, reads: true);
        var said = await Says(Ann, "Hello");
        Bus.Forget();

        await Do((ReadReceipts r) => r.ReadAsync(Bob, Chat, said.Sequence));

        await HeardBy(Said<ChatRead>(), Bob);
        Assert.Empty(await Do((ReadReceipts r) => r.ReadersAsync(Ann, said)));
        Assert.Empty((await Do((ReadReceipts r) => r.ReadersAsync(Ann, Chat, [said])))[said.Id]);
        Assert.Empty((await Do((DetailedChats c) => c.OneAsync(Ann, Chat))).LastReaders);
        Assert.Equal(0, (await Do((History h) => h.GetStateAsync(Ann, Chat))).Marks.WithoutMarkOf(Ann));
        Assert.Equal((0, 0), ((await Open(Ann)).OthersRead, (await Open(Bob)).Unread));
    }

    [Fact]
    public async Task In_a_group_the_others_still_see_each_other()
    {
        var group = await Group(Bob, Eve);
        await Hide(Bob, reads: true);
        var said = await Says(Ann, "Hello", group);

        await Do((ReadReceipts r) => r.ReadAsync(Bob, group, said.Sequence));
        Assert.InRange((await Do((History h) => h.GetStateAsync(Ann, group))).Marks.WithoutMarkOf(Ann), 0, said.Sequence - 1);
        await Do((ReadReceipts r) => r.ReadAsync(Eve, group, said.Sequence));

        Assert.Equal(["eve"], (await Do((ReadReceipts r) => r.ReadersAsync(Ann, said))).Select(reader => reader.Person.Username));
        Assert.Equal(said.Sequence, (await Do((History h) => h.GetStateAsync(Ann, group))).Marks.WithoutMarkOf(Ann));
        Assert.Empty(await Do((ReadReceipts r) => r.ReadersAsync(Bob, said)));
    }

    [Fact]
    public async Task Shown_again_all_of_it_is_there()
    {
        await Hide(Bob, reads: true);
        var said = await Says(Ann, "Hello");
        await Do((ReadReceipts r) => r.ReadAsync(Bob, Chat, said.Sequence));

        await Hide(Bob);

        Assert.Single(await Do((ReadReceipts r) => r.ReadersAsync(Ann, said)));
        Assert.Equal(said.Sequence, (await Open(Ann)).OthersRead);
    }

    [Fact]
    public async Task Who_hides_is_told_of_nobody()
    {
        await Hide(Bob, presence: true);

        Assert.DoesNotContain(Bob, await Do((People p) => p.WatchersAsync(Ann)));
        Assert.Contains(Ann, await Do((People p) => p.WatchersAsync(Bob)));
        Assert.Contains(Bob, await Do((People p) => p.AcquaintancesAsync(Ann)));
    }

    [Fact]
    public async Task One_of_the_two_stays_as_it_is_when_the_other_is_changed()
    {
        await Task.WhenAll(Do((Profiles p) => p.SavePrivacyAsync(Bob, true, null)), Do((Profiles p) => p.SavePrivacyAsync(Bob, null, true)));
        Bus.Forget();

        var shown = await Do((Profiles p) => p.SavePrivacyAsync(Bob, null, false));

        Assert.Equal((true, false), shown);
        Assert.True(Said<PrivacyChanged>().HidesPresence);
    }

    Task Hide(int who, bool presence = false, bool reads = false) => Do((Profiles p) => p.SavePrivacyAsync(who, presence, reads));
}

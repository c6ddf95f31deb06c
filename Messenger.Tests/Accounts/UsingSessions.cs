using Messenger.Domain;

namespace Messenger.Tests;

public sealed class UsingSessions : World
{
    [Fact]
    public async Task A_session_knows_whose_it_is()
    {
        var session = await Start(Ann);

        var me = await Find(session);

        Assert.Equal((Ann, session.Id, "ann", "ann@example.org", true), (me?.Id, me?.SessionId, me?.Username, me?.Email, me?.IsAdmin));
    }

    [Fact]
    public async Task One_that_never_was_knows_nobody() => Assert.Null(await Do((Sessions s) => s.FindAsync(Guid.NewGuid(), "::1")));

    [Fact]
    public async Task They_are_listed_this_one_first_then_by_use()
    {
        var phone = await Start(Ann, "Phone");
        Clock.Advance(TimeSpan.FromHours(1));
        var tablet = await Start(Ann, "Tablet");
        Clock.Advance(TimeSpan.FromHours(1));
        await Start(Ann, "Desk");
        await Start(Bob, "Bob's");

        var list = await List(phone);

        Assert.Equal(["Phone", "Desk", "Tablet"], list.Select(s => s.Device));
        Assert.Equal([true, false, false], list.Select(s => s.IsThisOne));
        Assert.Equal(tablet.CreatedAt, list[2].LastUsedAt);
    }

    [Fact]
    public async Task Use_is_noted_at_most_every_five_minutes()
    {
        var session = await Start(Ann);
        var start = Clock.Now();

        Clock.Advance(TimeSpan.FromMinutes(5));
        await Find(session, "10.0.0.1");
        var early = Assert.Single(await List(session));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Find(session, "10.0.0.2");
        var late = Assert.Single(await List(session));

        Assert.Equal((start, "127.0.0.1"), (early.LastUsedAt, early.Address));
        Assert.Equal((Clock.Now(), "10.0.0.2"), (late.LastUsedAt, late.Address));
    }

    [Fact]
    public async Task One_that_is_not_used_for_ninety_days_expires()
    {
        var session = await Start(Ann);
        Clock.Advance(Sessions.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Find(session));
        Clock.Advance(Sessions.Lifetime);

        Assert.Null(await Find(session));
        Assert.Empty(await Do((Sessions s) => s.ListAsync(new Me(Ann, session.Id, "ann", null, "", null, null, null, false, new Preferences()))));
    }

    [Fact]
    public async Task Ending_one_is_felt_at_once_and_told()
    {
        var (phone, desk) = (await Start(Ann), await Start(Ann));
        var me = await Me(desk);

        await Do((Sessions s) => s.EndAsync(me, phone.Id));

        Assert.Null(await Find(phone));
        Assert.NotNull(await Find(desk));
        Assert.Equal([phone.Id], Said<SessionsEnded>().SessionIds);
        await HeardBy(Said<SessionsEnded>(), Ann);
    }

    [Fact]
    public async Task Ending_it_twice_finds_nothing_the_second_time()
    {
        var (phone, desk) = (await Start(Ann), await Start(Ann));
        var me = await Me(desk);
        await Do((Sessions s) => s.EndAsync(me, phone.Id));
        Bus.Forget();

        await Refuses(Reason.NotFound, Do((Sessions s) => s.EndAsync(me, phone.Id)));
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_somebody_else()
    {
        var (anns, bobs) = (await Start(Ann), await Start(Bob));
        var bob = await Me(bobs);

        await Refuses(Reason.NotFound, Do((Sessions s) => s.EndAsync(bob, anns.Id)));
        await Refuses(Reason.NotFound, Do((Sessions s) => s.EndAsync(bob, Guid.NewGuid())));
        Assert.NotNull(await Find(anns));
    }

    [Fact]
    public async Task Ending_all_others_keeps_this_one()
    {
        var (phone, tablet, desk, bobs) = (await Start(Ann), await Start(Ann), await Start(Ann), await Start(Bob));
        var me = await Me(desk);

        await Do((Sessions s) => s.EndOthersAsync(me));

        Assert.Null(await Find(phone));
        Assert.Null(await Find(tablet));
        Assert.NotNull(await Find(desk));
        Assert.NotNull(await Find(bobs));
        Assert.Equal(new[] { phone.Id, tablet.Id }.Order(), Said<SessionsEnded>().SessionIds.Order());
    }

    [Fact]
    public async Task Ending_all_others_when_there_are_none_tells_nobody()
    {
        var me = await Me(await Start(Ann));

        await Do((Sessions s) => s.EndOthersAsync(me));

        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Those_of_somebody_deactivated_know_nobody()
    {
        var session = await Start(Bob);

        await Deactivate(Bob);

        Assert.Null(await Find(session));
    }

    [Fact]
    public async Task A_long_device_name_is_cut_between_characters()
    {
        var session = await Start(Ann, new string('x', 299) + "🎉");

        Assert.Equal(new string('x', 299), session.Device);
        Assert.Equal(300, (await Start(Ann, new string('x', 301))).Device.Length);
    }

    Task<Session> Start(int who, string device = "Browser") => Do((Sessions s) => s.StartAsync(who, device, "127.0.0.1"));

    Task<Me?> Find(Session session, string address = "127.0.0.1") => Do((Sessions s) => s.FindAsync(session.Id, address));

    async Task<Me> Me(Session session) => Assert.IsType<Me>(await Find(session));

    async Task<IReadOnlyList<SessionView>> List(Session session)
    {
        var me = await Me(session);
        return await Do((Sessions s) => s.ListAsync(me));
    }
}

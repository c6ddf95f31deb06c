using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class LookingLikeSomebodyElse : World
{
    [Theory]
    [InlineData("admin", "\u0430dmin")]
    [InlineData("admin", "\u0410DMIN")]
    [InlineData("\u0410DMIN", "admin")]
    [InlineData("admin", "adrnin")]
    [InlineData("ADMIN", "ADMlN")]
    [InlineData("admin", "\uFF41\uFF44\uFF4D\uFF49\uFF4E")]
    [InlineData("admin", "\U0001D41A\U0001D41D\U0001D426\U0001D422\U0001D427")]
    [InlineData("admin", "adm\u0131n")]
    [InlineData("paypal", "paypaI")]
    [InlineData("paypal", "p\u0430yp\u0430I")]
    [InlineData("Ilya", "llya")]
    [InlineData("bob.okafor", "b0b.okafor")]
    [InlineData("bob.okafor", "bob.\u03BFkafor")]
    [InlineData("bob.okafor", "B0B.OKAFOR")]
    [InlineData("\u0441\u043E\u0441\u043E", "coco")]
    [InlineData("zo\u00EB", "z\u043E\u0451")]
    [InlineData("one1", "onel")]
    public async Task Is_refused(string taken, string wanted)
    {
        await Register(taken);

        var refused = await Refuses(Reason.Invalid, "username_alike", Register(wanted));
        await Refuses(Reason.Invalid, "username_alike", Rename(Eve, wanted));

        Assert.Equal("username", refused.Field);
    }

    [Theory]
    [InlineData("neil", "nell")]
    [InlineData("anna", "anna.a")]
    [InlineData("\u0441\u0435\u043C\u0435\u043D", "\u0441\u0435\u043C\u0451\u043D")]
    [InlineData("\u0430\u043D\u0434\u0440\u0435\u0438", "\u0430\u043D\u0434\u0440\u0435\u0439")]
    [InlineData("person10", "person11")]
    [InlineData("mira", "मीरा")]
    public async Task Is_not_said_of_names_that_anybody_can_tell_apart(string taken, string wanted)
    {
        await Register(taken);

        Assert.True(await Register(wanted) > Eve);
    }

    [Fact]
    public async Task Is_refused_to_all_but_one_of_those_who_try_at_once()
    {
        var names = new[] { "admin", "\u0430dmin", "adm\u0456n", "\u0430dm\u0456n", "adrnin", "\uFF41dmin", "admi\u0578" };

        var outcomes = await Outcomes(names.Select(name => Task.Run(() => Register(name), Cancelled)));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.Contains(outcome, (string[])["username_alike", "username_taken"]));
    }

    [Fact]
    public async Task Is_refused_to_one_of_two_who_rename_themselves_at_once()
    {
        var outcomes = await Outcomes([Task.Run(() => Rename(Bob, "admin"), Cancelled), Task.Run(() => Rename(Eve, "\u0430dmin"), Cancelled)]);

        Assert.Equal([null, "username_alike"], outcomes.Order());
    }

    [Fact]
    public async Task Is_no_matter_for_myself()
    {
        await Rename(Ann, "Ilya");
        await Rename(Ann, "llya");

        Assert.Equal("llya", (await Do((People p) => p.OneAsync(Bob, Ann))).Username);
    }

    [Fact]
    public async Task Is_left_to_those_who_did_before_it_was_refused()
    {
        var twins = new[] { await Register("admin"), await Register("another") };
        await Do(async (MessengerDb db) =>
        {
            var twin = await db.Users.SingleAsync(user => user.Id == twins[1]);
            twin.Rename("\u0430dmin", null, Clock.Now());
            twin.NormalizedUserName = twin.UserName!.ToUpperInvariant();
            await db.SaveChangesAsync();
        });

        foreach (var twin in twins)
        {
            await Do((Profiles p) => p.ChangeAsync(twin, now => now with { FullName = "Changed" }));
        }

        await Refuses(Reason.Invalid, "username_alike", Register("\uFF41dmin"));
        await Rename(twins[1], "somebody");
        await Refuses(Reason.Invalid, "username_alike", Rename(twins[1], "\u0430dmin"));
    }

    [Fact]
    public async Task Is_known_of_names_that_were_there_before()
    {
        await Person("zo\u00EB", "Zoë");
        await Do((MessengerDb db) => db.WriteAsync(async () =>
        {
            await db.Users.ExecuteUpdateAsync(row => row.SetProperty(user => user.Skeletons, "").SetProperty(user => user.Searchable, "as it was"));
            return await db.Installations.ExecuteUpdateAsync(row => row.SetProperty(installation => installation.Folding, 0));
        }));
        Assert.False(await Do((ILookups lookups) => lookups.AreReadyAsync()));

        await Do((MessengerDb db) => db.PrepareAsync());

        Assert.True(await Do((ILookups lookups) => lookups.AreReadyAsync()));
        await Refuses(Reason.Invalid, "username_alike", Register("z\u043E\u0451"));
        Assert.Equal("zo\u00EB", Assert.Single(await Do((People p) => p.FindAsync(Ann, "zoe"))).Username);
    }

    async Task<int> Register(string username) => (await Do((Accounts a) =>
        a.RegisterAsync(username, $"{Guid.NewGuid():N}@example.org", Password, null, new Preferences()))).Id;

    Task Rename(int who, string username) => Do((Profiles p) => p.SaveAsync(who, username, null, null, null));
}

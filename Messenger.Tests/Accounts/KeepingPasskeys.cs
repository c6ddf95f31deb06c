using Messenger.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What is kept of passkeys, and when one logs in. What browsers sign is checked in real ones (LoggingInWithPasskeys).</summary>
public sealed class KeepingPasskeys : World
{
    static readonly Visit visit = new("Browser", "::1", SessionKind.Browser, IsKnown: true);

    [Fact]
    public async Task They_are_part_of_the_model_however_a_context_is_made() =>
        Assert.Equal("passkeys", await Do((MessengerDb db) => Task.FromResult(db.Model.FindEntityType(typeof(Passkey))?.GetTableName())));

    [Fact]
    public async Task Each_has_a_name_and_a_last_use()
    {
        var me = await Add("My phone");
        Clock.Advance(TimeSpan.FromHours(1));

        await Enter(signCount: 0);

        var passkey = Assert.Single(await Do((Passkeys p) => p.ListAsync(me)));
        Assert.Equal(("My phone", Clock.Now(), Clock.Now().AddHours(-1)), (passkey.Name, passkey.LastUsedAt, passkey.CreatedAt));
        await Do((Passkeys p) => p.RenameAsync(me, passkey.Id, "My old phone"));
        Assert.Equal("My old phone", Assert.Single(await Do((Passkeys p) => p.ListAsync(me))).Name);
        await Refuses(Reason.Invalid, "passkey_name_missing", Do((Passkeys p) => p.RenameAsync(me, passkey.Id, " ")));
    }

    [Fact]
    public async Task Is_removed_by_the_password_and_then_opens_nothing()
    {
        var me = await Add("My phone");
        var id = Assert.Single(await Do((Passkeys p) => p.ListAsync(me))).Id;
        await Refuses(Reason.Invalid, "wrong_current_password", Do((Passkeys p) => p.RemoveAsync(me, id, "a guess")));

        await Do((Passkeys p) => p.RemoveAsync(me, id, Password));

        await Refuses(Reason.Unknown, "passkey_wrong", Enter(signCount: 1));
    }

    [Fact]
    public async Task Somebody_elses_does_not_exist()
    {
        var id = Assert.Single(await Do(async (Passkeys p) => await p.ListAsync(await Add("My phone")))).Id;
        var bob = await Me(Bob);

        Assert.Empty(await Do((Passkeys p) => p.ListAsync(bob)));
        await Refuses(Reason.NotFound, Do((Passkeys p) => p.RenameAsync(bob, id, "Mine")));
        await Refuses(Reason.NotFound, Do((Passkeys p) => p.RemoveAsync(bob, id, Password)));
        await Refuses(Reason.Conflict, "passkey_known", Do((Passkeys p) => p.AddAsync(bob, Made(), "Mine")));
    }

    [Fact]
    public async Task An_answer_is_taken_once_also_of_several_at_once()
    {
        await Add("My phone");
        var askedAt = Clock.Now();
        Clock.Advance(TimeSpan.FromSeconds(1));

        var outcomes = await Outcomes(Enumerable.Range(0, 5).Select(_ => Enter(signCount: 0, askedAt)));

        Assert.Equal([null, "passkey_wrong", "passkey_wrong", "passkey_wrong", "passkey_wrong"], outcomes.Order());
    }

    [Fact]
    public async Task A_counter_only_grows()
    {
        await Add("A key on my keyring");
        await Later(signCount: 5);

        await Refuses(Reason.Unknown, "passkey_wrong", Later(signCount: 5));
        await Refuses(Reason.Unknown, "passkey_wrong", Later(signCount: 4));
        Assert.NotNull(await Later(signCount: 6));
    }

    [Fact]
    public async Task There_are_not_too_many()
    {
        var me = await Add("1");
        for (byte i = 2; i <= Passkeys.Limit; i++)
        {
            await Do((Passkeys p) => p.AddAsync(me, Made(i), $"{i}"));
        }

        await Refuses(Reason.Conflict, "too_many_passkeys", Do((Passkeys p) => p.AddAsync(me, Made(200), "One more")));
    }

    [Fact]
    public async Task Adding_and_removing_one_is_told()
    {
        var me = await Add("My phone");
        await Do(async (Passkeys p) => await p.RemoveAsync(me, (await p.ListAsync(me))[0].Id, Password));

        Assert.Equal(2, await Do((MessengerDb db) => db.Jobs.CountAsync(job => job.Kind == SafetyMails.Kind)));
    }

    async Task<Me> Add(string name)
    {
        var me = await Me(Ann);
        await Do((Passkeys p) => p.AddAsync(me, Made(), name));
        return me;
    }

    Task<Session> Later(uint signCount)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return Enter(signCount);
    }

    async Task<Session> Enter(uint signCount, DateTimeOffset? askedAt = null)
    {
        var ann = await Do((Accounts a) => a.LogInAsync("ann", Password));
        return await Do((LogIns l) => l.EnterAsync(ann, Made(signCount: signCount), askedAt ?? Clock.Now(), visit));
    }

    UserPasskeyInfo Made(byte id = 1, uint signCount = 0) =>
        new([id, 2, 3, 4], [5, 6], Clock.Now(), signCount, ["internal"], isUserVerified: true, isBackupEligible: true, isBackedUp: true, [7], [8]);

    Task<Me> Me(int who) => Do(async (Sessions s) => Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(who, "Browser", "::1")).Id, "::1")));
}

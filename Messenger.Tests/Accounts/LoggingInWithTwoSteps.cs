using System.Text;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class LoggingInWithTwoSteps : World
{
    static readonly Visit visit = new("Browser", "::1", SessionKind.Browser, IsKnown: true);

    [Fact]
    public async Task Asks_for_a_code_once_it_is_on_and_not_before()
    {
        var (me, app) = await Begin();
        Assert.NotNull(await Enter(null));
        await Confirm(me, app);

        await Refuses(Reason.Unknown, "code_missing", Enter(null));
        await Refuses(Reason.Unknown, "code_missing", Enter(" "));
        await Refuses(Reason.Unknown, "code_wrong", Enter(app.WrongCodeAt(Clock.Now())));
        Clock.Advance(TimeSpan.FromSeconds(30));
        var session = await Enter(app.CodeAt(Clock.Now()));

        Assert.Equal(Ann, session.UserId);
    }

    [Fact]
    public async Task Is_turned_on_by_the_password_and_a_first_code()
    {
        var me = await Me();
        await Refuses(Reason.Invalid, "wrong_current_password", Do((SecondFactors f) => f.BeginAsync(me, "a guess")));
        await Refuses(Reason.Conflict, "key_too_old", Do((SecondFactors f) => f.ConfirmAsync(me, "123456")));
        var (_, app) = await Begin();
        await Refuses(Reason.Unknown, "code_wrong", Do((SecondFactors f) => f.ConfirmAsync(me, app.WrongCodeAt(Clock.Now()))));
        Assert.Null((await Do((SecondFactors f) => f.ViewAsync(me))).OnSince);

        var codes = await Confirm(me, app);

        Assert.Equal(10, codes.Distinct().Count());
        Assert.Equal(new SecondFactorView(Clock.Now(), 10), await Do((SecondFactors f) => f.ViewAsync(me)));
        await Refuses(Reason.Conflict, "two_steps_on", Do((SecondFactors f) => f.BeginAsync(me, Password)));
    }

    [Fact]
    public async Task A_key_waits_half_an_hour_for_its_first_code()
    {
        var (me, app) = await Begin();
        Clock.Advance(SecondFactor.Patience);

        Assert.Null(await Do((SecondFactors f) => f.FindPendingAsync(me, "here")));
        await Refuses(Reason.Conflict, "key_too_old", Confirm(me, app));
    }

    [Fact]
    public async Task A_code_is_good_once_and_so_is_no_earlier_one()
    {
        var (_, app, _) = await TurnOn();
        Clock.Advance(TimeSpan.FromMinutes(5));
        await Enter(app.CodeAt(Clock.Now()));

        await Refuses(Reason.Unknown, "code_wrong", Enter(app.CodeAt(Clock.Now())));
        await Refuses(Reason.Unknown, "code_wrong", Enter(app.CodeAt(Clock.Now(), -1)));
        Assert.NotNull(await Enter(app.CodeAt(Clock.Now(), 1)));
    }

    [Fact]
    public async Task A_code_that_turned_it_on_logs_nobody_in()
    {
        var (_, app, _) = await TurnOn();

        await Refuses(Reason.Unknown, "code_wrong", Enter(app.CodeAt(Clock.Now())));
    }

    [Fact]
    public async Task Of_several_at_once_with_the_same_code_one_is_let_in()
    {
        var (_, app, _) = await TurnOn();
        Clock.Advance(TimeSpan.FromMinutes(5));

        var outcomes = await Outcomes(Enumerable.Range(0, 5).Select(_ => Enter(app.CodeAt(Clock.Now()))));

        Assert.Equal([null, "code_wrong", "code_wrong", "code_wrong", "code_wrong"], outcomes.Order());
    }

    [Fact]
    public async Task Of_several_at_once_with_the_same_recovery_code_one_is_let_in()
    {
        var (me, _, codes) = await TurnOn();

        var outcomes = await Outcomes(Enumerable.Range(0, 5).Select(_ => Enter(codes[3])));

        Assert.Equal([null, "code_wrong", "code_wrong", "code_wrong", "code_wrong"], outcomes.Order());
        Assert.Equal(9, (await Do((SecondFactors f) => f.ViewAsync(me))).CodesLeft);
    }

    [Fact]
    public async Task A_recovery_code_is_taken_however_it_is_typed()
    {
        var (_, _, codes) = await TurnOn();

        Assert.NotNull(await Enter($" {codes[0].ToUpperInvariant().Replace("-", " ")} "));
    }

    [Fact]
    public async Task New_recovery_codes_make_the_old_ones_worthless()
    {
        var (me, app, old) = await TurnOn();
        Clock.Advance(TimeSpan.FromSeconds(30));
        await Refuses(Reason.Invalid, "wrong_current_password", Do((SecondFactors f) => f.RenewCodesAsync(me, "a guess", app.CodeAt(Clock.Now()))));
        await Refuses(Reason.Unknown, "code_missing", Do((SecondFactors f) => f.RenewCodesAsync(me, Password, null)));

        var codes = await Do((SecondFactors f) => f.RenewCodesAsync(me, Password, app.CodeAt(Clock.Now())));

        await Refuses(Reason.Unknown, "code_wrong", Enter(old[0]));
        Assert.NotNull(await Enter(codes[0]));
        Assert.NotNull(await Do((SecondFactors f) => f.RenewCodesAsync(me, Password, codes[1])));
    }

    [Fact]
    public async Task Is_turned_off_by_the_password_and_a_code()
    {
        var (me, app, codes) = await TurnOn();
        Clock.Advance(TimeSpan.FromSeconds(30));
        await Refuses(Reason.Invalid, "wrong_current_password", Do((SecondFactors f) => f.TurnOffAsync(me, "a guess", app.CodeAt(Clock.Now()))));
        await Refuses(Reason.Unknown, "code_wrong", Do((SecondFactors f) => f.TurnOffAsync(me, Password, app.WrongCodeAt(Clock.Now()))));

        await Do((SecondFactors f) => f.TurnOffAsync(me, Password, app.CodeAt(Clock.Now())));

        Assert.NotNull(await Enter(null));
        Assert.Equal(new SecondFactorView(null, 0), await Do((SecondFactors f) => f.ViewAsync(me)));
        // And on again, with another key and other codes.
        var (_, _, others) = await TurnOn();
        Assert.Empty(others.Intersect(codes));
    }

    [Fact]
    public async Task Is_taken_away_by_whoever_runs_the_messenger()
    {
        await TurnOn();
        await Refuses(Reason.NotFound, Do((SecondFactors f) => f.ResetAsync(new Actor(Bob), Ann)));
        await Refuses(Reason.Forbidden, "own_two_steps", Do((SecondFactors f) => f.ResetAsync(new Actor(Ann), Ann)));
        Assert.True((await Do((ManagedPeople p) => p.OneAsync(Actor.CommandLine, Ann))).HasTwoSteps);

        Assert.True(await Do((SecondFactors f) => f.ResetAsync(Actor.CommandLine, Ann)));
        Assert.False(await Do((SecondFactors f) => f.ResetAsync(Actor.CommandLine, Ann)));

        Assert.NotNull(await Enter(null));
        var line = Assert.Single((await Do((Audit a) => a.ListAsync(Actor.CommandLine))).Lines);
        Assert.Equal((AuditActs.ResetSecondStep, "ann"), (line.Act, line.Subject?.Username));
    }

    [Fact]
    public async Task Neither_key_nor_codes_are_in_the_database_as_they_are()
    {
        var (_, app, codes) = await TurnOn();

        var factor = await Do((MessengerDb db) => db.SecondFactors.AsNoTracking().SingleAsync());
        var hashes = await Do((MessengerDb db) => db.RecoveryCodes.AsNoTracking().Select(code => code.Hash).ToListAsync());

        Assert.NotEqual(app.CodeAt(Clock.Now()), Totp.CodeAt(factor.ProtectedKey[..20], Totp.StepAt(Clock.Now())));
        Assert.True(factor.ProtectedKey.Length > 40);
        Assert.All(hashes, hash => Assert.DoesNotContain(codes, code => Encoding.UTF8.GetString(hash).Contains(code[..5])));
    }

    [Fact]
    public async Task A_key_is_bound_to_its_person()
    {
        await TurnOn();
        var stolen = await Do((MessengerDb db) => db.SecondFactors.AsNoTracking().Select(factor => factor.ProtectedKey).SingleAsync());

        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => Do((KeyProtection protection) => Task.FromResult(protection.Unprotect(Bob, stolen))));
    }

    [Fact]
    public async Task An_ended_session_changes_nothing()
    {
        var (me, app, _) = await TurnOn();
        await Do((Sessions s) => s.EndAsync(me, me.SessionId));
        Clock.Advance(TimeSpan.FromSeconds(30));

        await Refuses(Reason.Unknown, "session_ended", Do((SecondFactors f) => f.TurnOffAsync(me, Password, app.CodeAt(Clock.Now()))));
    }

    [Theory]
    [InlineData("Browser", "::1", false)]
    [InlineData("Another browser", "::1", true)]
    [InlineData("Browser", "::2", true)]
    public async Task A_new_device_is_told_of(string device, string address, bool isTold)
    {
        await Me();

        await Do(async (LogIns l) => await l.EnterAsync(await AnnAsync(), null, new Visit(device, address, SessionKind.Browser, IsKnown: false)));

        Assert.Equal(isTold ? 1 : 0, await Do((MessengerDb db) => db.Jobs.CountAsync(job => job.Kind == SafetyMails.Kind)));
    }

    async Task<(Me Me, Authenticator App, IReadOnlyList<string> Codes)> TurnOn()
    {
        var (me, app) = await Begin();
        return (me, app, await Confirm(me, app));
    }

    async Task<(Me Me, Authenticator App)> Begin()
    {
        var me = await Me();
        await Do((SecondFactors f) => f.BeginAsync(me, Password));
        return (me, new Authenticator((await Do((SecondFactors f) => f.FindPendingAsync(me, "here")))!.Text));
    }

    Task<IReadOnlyList<string>> Confirm(Me me, Authenticator app) => Do((SecondFactors f) => f.ConfirmAsync(me, app.CodeAt(Clock.Now())));

    async Task<Session> Enter(string? code)
    {
        var ann = await AnnAsync();
        return await Do((LogIns l) => l.EnterAsync(ann, code, visit));
    }

    Task<User> AnnAsync() => Do((Accounts a) => a.LogInAsync("ann", Password));

    Task<Me> Me() => Do(async (Sessions s) => Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(Ann, "Browser", "::1")).Id, "::1")));
}

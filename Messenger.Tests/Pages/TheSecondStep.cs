using System.Net;
using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

public sealed class TheSecondStep(TwoSteppedServer server) : IClassFixture<TwoSteppedServer>
{
    [Fact]
    public async Task Is_turned_on_with_a_key_as_a_picture_as_text_and_as_a_link()
    {
        using var ann = await server.RegisterAsync("ann");
        await ann.OpenAsync("/settings/security");
        Assert.Contains("This is not your current password.", (await ann.SubmitAsync("/settings/security", ("current", "a guess"))).Words);

        var page = await ann.SubmitAsync("/settings/security", ("current", Server.Password));

        Assert.Equal("/settings/security/app", page.Path);
        Assert.Matches("<svg class=\"qr-code\" role=\"img\" aria-label=\"[^\"]+\" viewBox=\"0 0 (\\d+) \\1\"", page.Html);
        Assert.Matches("href=\"otpauth://totp/chat.test:ann%40example.org\\?secret=[A-Z2-7]{32}&amp;issuer=chat.test\"", page.Html);
        Assert.DoesNotContain("style=", page.Html);
    }

    [Fact]
    public async Task Shows_ten_recovery_codes_once()
    {
        using var bob = await server.RegisterAsync("bob");

        var (_, codes) = await server.TurnOnAsync(bob);

        Assert.Equal(10, codes.Count);
        Assert.All(codes, code => Assert.Matches("^[a-z2-9]{5}-[a-z2-9]{5}$", code));
        Assert.Contains($"href=\"data:text/plain;charset=utf-8,{Uri.EscapeDataString(codes[0])}", bob.Page.Html);
        var after = await bob.OpenAsync("/settings/security/app");
        Assert.Equal("/settings/security", after.Path);
        Assert.Contains("10 recovery codes left", after.Words);
        Assert.All(codes, code => Assert.DoesNotContain(code, after.Html));
    }

    [Fact]
    public async Task Is_asked_for_on_a_page_of_its_own_and_nothing_is_open_before()
    {
        using var kim = await server.RegisterAsync("kim");
        var (app, _) = await server.TurnOnAsync(kim);
        using var other = await server.HalfInAsync("kim");
        Assert.StartsWith("/account/login", (await other.OpenAsync("/")).Path);
        Assert.Equal(1, await server.SessionsOfAsync("kim"));
        using var again = await server.HalfInAsync("kim");

        var wrong = await again.SubmitAsync("/account/login?handler=code", ("code", server.WrongCode(app)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("This code is wrong, too old, or has been used.", wrong.Words);
        Assert.Contains("autocomplete=\"one-time-code\"", wrong.Html);
        Assert.Contains("inputmode=\"numeric\"", wrong.Html);
        Assert.Equal(1, await server.SessionsOfAsync("kim"));
        Assert.Equal("/", (await again.SubmitAsync("/account/login?handler=code", ("code", server.NextCode(app)))).Path);
    }

    [Fact]
    public async Task Of_who_has_lost_app_and_codes_is_taken_away_by_an_admin_which_is_written_down()
    {
        using var admin = await server.RegisterAsync("admin");
        using var lost = await server.RegisterAsync("lost");
        var (own, id) = (Company.IdIn(await admin.OpenAsync("/settings")), Company.IdIn(await lost.OpenAsync("/settings")));
        await server.DoAsync(async (ManagedPeople people) =>
        {
            await people.MakeAdminAsync(Actor.CommandLine, own);
            return own;
        });
        await server.TurnOnAsync(lost);
        await admin.OpenAsync($"/admin/people/{id}");

        var page = await admin.SubmitAsync($"/admin/people/{id}", ("act", "ResetSecondStep"));

        Assert.Contains("Done.", page.Words);
        Assert.DoesNotContain("Take away the second step", page.Words);
        using var other = server.OpenBrowser();
        await other.OpenAsync("/account/login");
        Assert.Equal("/", (await other.SubmitAsync("/account/login", ("email", "lost"), ("password", Server.Password))).Path);
        Assert.Contains("Took away the second step lost admin", (await admin.OpenAsync("/admin/audit")).Words);
    }

    [Fact]
    public async Task Takes_a_recovery_code_once()
    {
        using var lea = await server.RegisterAsync("lea");
        var (_, codes) = await server.TurnOnAsync(lea);
        using var first = await server.HalfInAsync("lea");
        using var second = await server.HalfInAsync("lea");

        Assert.Equal("/", (await first.SubmitAsync("Log in with it", ("recovery", codes[4]))).Path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await second.SubmitAsync("Log in with it", ("recovery", codes[4]))).Status);
        Assert.Contains("9 recovery codes left", (await lea.OpenAsync("/settings/security")).Words);
    }

    [Fact]
    public async Task Leads_to_where_somebody_wanted_to_go()
    {
        using var max = await server.RegisterAsync("max");
        var (app, _) = await server.TurnOnAsync(max);
        using var other = server.OpenBrowser();
        await other.OpenAsync("/settings/devices");
        await other.SubmitAsync("Log in", ("email", "max"), ("password", Server.Password));

        Assert.Equal("/settings/devices", (await other.SubmitAsync("/account/login?handler=code", ("code", server.NextCode(app)))).Path);
    }

    [Fact]
    public async Task Carries_a_text_along_that_was_on_its_way()
    {
        const string text = "\nBring the <b>long</b> rope!\n🧗";
        using var ines = await server.RegisterAsync("ines");
        var (app, _) = await server.TurnOnAsync(ines);
        using var other = server.OpenBrowser();
        await other.PostAsync("/chats/5", ("text", text), ("client_id", "c-1"), ("draft_id", "d-1"));
        await other.SubmitAsync("Log in", ("email", "ines"), ("password", Server.Password));
        await other.SubmitAsync("/account/login?handler=code", ("code", server.WrongCode(app)));

        var page = await other.SubmitAsync("/account/login?handler=code", ("code", server.NextCode(app)));

        Assert.Contains("You are back", page.Words);
        var form = page.FindForm("Send");
        Assert.Equal((text, "c-1", "d-1", "/chats/5"), (form["text"], form["client_id"], form["draft_id"], form.Action));
    }

    [Fact]
    public async Task Believes_no_made_up_proof_of_the_first()
    {
        using var olga = await server.RegisterAsync("olga");
        var (app, _) = await server.TurnOnAsync(olga);
        using var eve = await server.HalfInAsync("olga");

        var page = await eve.SubmitAsync("/account/login?handler=code", ("seal", "CfDJ8nonsense"), ("code", server.NextCode(app)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("This took too long. Log in once more.", page.Words);
        Assert.NotNull(page.FindForm("/account/login"));
    }

    [Fact]
    public async Task Is_waited_for_ten_minutes()
    {
        using var mira = await server.RegisterAsync("mira");
        var (app, _) = await server.TurnOnAsync(mira);
        using var late = await server.HalfInAsync("mira");
        server.Clock.Advance(HalfLogIns.Lifetime);

        var page = await late.SubmitAsync("/account/login?handler=code", ("code", server.NextCode(app)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("This took too long. Log in once more.", page.Words);
    }

    [Fact]
    public async Task Does_not_believe_a_password_that_was_changed_meanwhile()
    {
        using var tom = await server.RegisterAsync("tom");
        var (app, _) = await server.TurnOnAsync(tom);
        using var eve = await server.HalfInAsync("tom");
        await tom.OpenAsync("/settings/password");
        await tom.SubmitAsync("/settings/password", ("current", Server.Password), ("next", "four quite ordinary words"));

        var page = await eve.SubmitAsync("/account/login?handler=code", ("code", server.NextCode(app)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(1, await server.SessionsOfAsync("tom"));
    }

    [Fact]
    public async Task Is_turned_off_with_password_and_code()
    {
        using var uma = await server.RegisterAsync("uma");
        var (app, _) = await server.TurnOnAsync(uma);
        await uma.OpenAsync("/settings/security/off");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await uma.SubmitAsync("/settings/security/off", ("current", "a guess"), ("code", server.NextCode(app)))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await uma.SubmitAsync("/settings/security/off", ("current", Server.Password), ("code", server.WrongCode(app)))).Status);

        var page = await uma.SubmitAsync("/settings/security/off", ("current", Server.Password), ("code", server.NextCode(app)));

        Assert.Contains("The second step is off.", page.Words);
        using var other = await server.LogInAsync("uma");
    }

    [Fact]
    public async Task Is_asked_for_before_a_token_is_made()
    {
        using var max = await server.RegisterAsync("maxtoken");
        var (app, _) = await server.TurnOnAsync(max);
        await max.OpenAsync("/settings/tokens");

        var page = await max.SubmitAsync("Make a token", ("name", "Robot"), ("current", Server.Password), ("code", server.WrongCode(app)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Robot"), (page.Status, page.FindForm("Make a token")["name"]));

        Assert.Contains("mt_", (await max.SubmitAsync("Make a token", ("name", "Robot"), ("current", Server.Password), ("code", server.NextCode(app)))).Html);
        var program = (await server.CallerAsync()) with { Token = (await server.TokensAsync(Company.IdIn(max.Page))).Access };
        server.Clock.Advance(PersonalTokens.JustLoggedIn);
        Assert.Equal("urn:messenger:password_needed", (await program.PostAsync("/api/auth/tokens", new { name = "Robot" })).Refuses(422)["type"].GetString());
        Assert.True((await program.PostAsync("/api/auth/tokens", new { name = "Robot", password = "a guess" })).Refuses(422)["errors"].TryGetProperty("password", out _));
        Assert.Equal("urn:messenger:code_missing", (await program.PostAsync("/api/auth/tokens", new { name = "Robot", password = Server.Password })).Refuses(401)["type"].GetString());
        (await program.PostAsync("/api/auth/tokens", new { name = "Robot", password = Server.Password, otp = server.NextCode(app) })).Is(201);
    }

    [Fact]
    public async Task Is_asked_for_before_a_passkey_is_made()
    {
        using var noor = await server.RegisterAsync("noor");
        var (app, _) = await server.TurnOnAsync(noor);
        await noor.OpenAsync("/settings/passkeys");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await noor.SubmitAsync("/settings/passkeys", ("name", "Phone"), ("current", Server.Password))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await noor.SubmitAsync("/settings/passkeys", ("name", "Phone"), ("current", Server.Password), ("code", server.WrongCode(app)))).Status);

        var page = await noor.SubmitAsync("/settings/passkeys", ("name", "Phone"), ("current", Server.Password), ("code", server.NextCode(app)));

        Assert.NotNull(page.FindForm("/settings/passkeys?handler=made"));
    }

    [Fact]
    public async Task Gets_new_recovery_codes()
    {
        using var pia = await server.RegisterAsync("pia");
        var (app, old) = await server.TurnOnAsync(pia);
        await pia.OpenAsync("/settings/security/codes");

        await pia.SubmitAsync("/settings/security/codes", ("current", Server.Password), ("code", server.NextCode(app)));

        Assert.Equal(10, TwoSteppedServer.CodesOn(pia.Page).Except(old).Count());
    }
}

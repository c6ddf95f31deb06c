using System.Net;

namespace Messenger.Tests;

public sealed class ChangingSettings(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Saves_the_profile_and_says_so()
    {
        using var ann = await server.RegisterAsync("ann");
        await ann.OpenAsync("/settings");

        var page = await ann.SubmitAsync("Save", ("full_name", "Ann <b>Lindqvist</b>"), ("username", "ann.lindqvist"), ("status", "At the harbour"), ("phone_number", "+351 21"));

        Assert.Contains("Saved.", page.Words);
        var form = (await ann.OpenAsync("/settings")).FindForm("Save");
        Assert.Equal(("Ann <b>Lindqvist</b>", "ann.lindqvist", "At the harbour", "+351 21"), (form["full_name"], form["username"], form["status"], form["phone_number"]));
        Assert.DoesNotContain("<b>Lindqvist", ann.Page.Html);
        Assert.DoesNotContain("Saved.", ann.Page.Words);
    }

    [Fact]
    public async Task Shows_the_address_and_the_phone_to_others_only_when_that_is_wanted()
    {
        using var zoe = await server.RegisterAsync("zoe");
        using var max = await server.RegisterAsync("max");
        var card = $"/people/{Company.IdIn(await zoe.OpenAsync("/settings"))}";
        await zoe.SubmitAsync("Save", ("phone_number", "+351 22"));
        Assert.DoesNotMatch(@"zoe@example\.org|\+351 22", (await max.OpenAsync(card)).Words);

        await zoe.OpenAsync("/settings");
        await zoe.SubmitAsync("Save", ("shows_email", "true"), ("shows_phone", "true"));

        Assert.Matches(@"zoe@example\.org.*\+351 22", (await max.OpenAsync(card)).Words);
        var form = (await zoe.OpenAsync("/settings")).FindForm("Save");
        Assert.Equal(("true", "true"), (form["shows_email"], form["shows_phone"]));
        await zoe.PostAsync("/settings", [.. form.Fields.Where(field => field.Name != "shows_email")]);
        Assert.DoesNotContain("zoe@example.org", (await max.OpenAsync(card)).Words);
    }

    [Fact]
    public async Task Refuses_a_taken_name_and_keeps_the_rest_as_typed()
    {
        using var first = await server.RegisterAsync("first");
        using var bob = await server.RegisterAsync("bob");
        await bob.OpenAsync("/settings");

        var page = await bob.SubmitAsync("Save", ("username", "FIRST"), ("status", "New here"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("This username is taken.", page.Words);
        Assert.Equal("New here", page.FindForm("Save")["status"]);
        Assert.Equal("bob", (await bob.OpenAsync("/settings")).FindForm("Save")["username"]);
    }

    [Fact]
    public async Task What_the_Enter_key_does_is_of_this_device()
    {
        using var uma = await server.RegisterAsync("uma");
        using var phone = await server.LogInAsync("uma");
        await uma.OpenAsync("/settings");

        await uma.SubmitAsync("Use this look", ("enter", "break"));
        Assert.Contains("data-enter=\"break\"", (await uma.OpenAsync("/")).Html);
        Assert.Contains("data-enter=\"\"", (await phone.OpenAsync("/")).Html);

        await uma.OpenAsync("/settings");
        await uma.SubmitAsync("Use this look", ("enter", "\"><script>"));
        Assert.Contains("data-enter=\"\"", (await uma.OpenAsync("/")).Html);
    }

    [Fact]
    public async Task Shows_the_chosen_look_at_once()
    {
        using var ines = await server.RegisterAsync("ines");
        await ines.OpenAsync("/settings");

        var page = await ines.SubmitAsync("Use this look", ("theme", "dark"), ("density", "compact"), ("language", "ru"), ("time_zone", "Asia/Tokyo"));

        Assert.Contains("""<html lang="ru" data-theme="dark" data-density="compact">""", page.Html);
        Assert.Contains("Сохранено.", page.Words);
        var form = page.FindForm("Применить");
        Assert.Equal(("dark", "compact", "ru", "Asia/Tokyo"), (form["theme"], form["density"], form["language"], form["time_zone"]));
    }

    [Fact]
    public async Task Keeps_a_time_zone_that_is_not_on_the_list()
    {
        using var kim = await server.RegisterAsync("kim");
        await kim.OpenAsync("/settings");

        await kim.SubmitAsync("Use this look", ("time_zone", "Pacific/Chatham"));

        Assert.Equal("Pacific/Chatham", (await kim.OpenAsync("/settings")).FindForm("Use this look")["time_zone"]);
    }

    [Fact]
    public async Task Changes_the_password_and_logs_out_the_others()
    {
        using var here = await server.RegisterAsync("tom");
        using var there = await server.LogInAsync("tom");
        await here.OpenAsync("/settings/password");

        var page = await here.SubmitAsync("Change the password", ("current", Server.Password), ("next", "four quite ordinary words"));

        Assert.Contains("Your password is changed.", page.Words);
        Assert.StartsWith("/account/login", (await there.OpenAsync("/")).Path);
        await there.SubmitAsync("Log in", ("email", "tom"), ("password", Server.Password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, there.Page.Status);
        Assert.Equal("/", (await there.SubmitAsync("Log in", ("email", "tom"), ("password", "four quite ordinary words"))).Path);
    }

    [Theory]
    [InlineData("not mine", "four quite ordinary words", "This is not your current password.")]
    [InlineData(Server.Password, "short", "At least 8 characters.")]
    public async Task Refuses_a_new_password_without_the_old_or_too_short(string current, string next, string sentence)
    {
        using var eve = await server.RegisterAsync($"eve{next.Length}");
        await eve.OpenAsync("/settings/password");

        var page = await eve.SubmitAsync("Change the password", ("current", current), ("next", next));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Words);
    }
}

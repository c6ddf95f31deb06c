using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class FindingPeoplePages(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("yulia", "Юля Соколова", "СОКОЛ", "Юля <mark>Сокол</mark>ова")]
    [InlineData("dana", "דנה לוי", "לוי", "דנה <mark>לוי</mark>")]
    [InlineData("kofi.mensah", "Kofi", "@fi.me", "@ko<mark>fi.me</mark>nsah")]
    [InlineData("fisher", "The ﬁsher", "fish", "The <mark>ﬁsh</mark>er")]
    [InlineData("zoe", "Zoe\u0308", "zoë", "<mark>Zoë</mark>")]
    [InlineData("zoe.w", "Zoë W", "zoe", "<mark>Zoë</mark> W")]
    [InlineData("semyon", "Семён Дежнёв", "дежнев  семен", "<mark>Семён</mark> <mark>Дежнёв</mark>")]
    [InlineData("ibrahim", "İbrahim Işık", "isik ibrahim", "<mark>İbrahim</mark> <mark>Işık</mark>")]
    [InlineData("marianne", "Annemarie", "marie anne nem", "<mark>Annemarie</mark>")]
    [InlineData("rose", "Annemarie Rose", "rie anne", "<mark>Anne</mark>ma<mark>rie</mark> Rose")]
    [InlineData("obrien", "O’Brien", "obri", "<mark>O’Bri</mark>en")]
    [InlineData("tag", "A <b>tag", "<b", "A <mark>&lt;b</mark>&gt;tag")]
    public async Task Finds_any_part_of_a_name_and_marks_it(string username, string name, string typed, string shown)
    {
        using var ann = await server.RegisterAsync($"ann.{username}");
        await server.PersonAsync(username, name);

        var page = await ann.OpenAsync($"/search?q={Uri.EscapeDataString(typed)}");

        Assert.Contains(shown.Normalize(), page.Html);
        Assert.Contains($"/people/{await server.IdOfAsync(username)}\"", page.Html);
    }

    [Theory]
    [InlineData("zzzz")]
    [InlineData("%")]
    [InlineData("a%00b")]
    [InlineData("%ED%A0%80")]
    public async Task Says_so_when_nothing_is_found(string typed)
    {
        using var bob = await server.RegisterAsync($"bob{Random.Shared.Next()}");

        var page = await bob.OpenAsync($"/search?q={typed}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Nothing found", page.Words);
    }

    [Fact]
    public async Task Finds_my_groups_and_nobody_elses()
    {
        using var mira = await server.RegisterAsync("mira");
        using var eve = await server.RegisterAsync("eve");
        var group = await mira.GroupAsync("Boiler house");

        Assert.Contains($"href=\"/chats/{group}\"", Content(await mira.OpenAsync("/search?q=OILER")));
        Assert.Contains("<mark>Boil</mark>er <mark>house</mark>", (await mira.OpenAsync("/search?q=house%20%20b%C3%B6il")).Html);
        Assert.DoesNotContain($"href=\"/chats/{group}\"", Content(await mira.OpenAsync("/search?q=house%20coal")));
        Assert.DoesNotContain($"href=\"/chats/{group}\"", Content(await eve.OpenAsync("/search?q=OILER")));
    }

    [Fact]
    public async Task Lists_people_I_know_first_and_fifty_at_most()
    {
        using var kim = await server.RegisterAsync("kim");
        var known = await server.PersonAsync("zzz.known");
        for (var i = 0; i < People.Limit; i++)
        {
            await server.PersonAsync($"aaa{i}");
        }

        await kim.ActAsync("/chats/direct", ("userId", $"{known}"));
        var page = Content(await kim.OpenAsync("/search"));

        Assert.Equal(People.Limit, page.Split("href=\"/people/").Length - 1);
        Assert.Contains("@zzz.known", page.Split("href=\"/people/")[1]);
        Assert.Contains("The first 50 people.", page);
    }

    [Fact]
    public async Task Answers_a_script_with_what_was_found_alone()
    {
        using var noor = await server.RegisterAsync("noor");
        noor.Headers.Add("HX-Request", "true");

        var page = await noor.OpenAsync("/search?q=noor");

        Assert.StartsWith("<div class=\"stack\" id=\"found\">", page.Html);
        // Or Back would find a part of the page under the page's own address.
        Assert.True(page.Answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Shows_the_card_of_a_person_and_the_way_to_write()
    {
        using var ines = await server.RegisterAsync("ines");
        var bob = await server.PersonAsync("bob.okafor", "Bob Okafor");

        var card = await ines.OpenAsync($"/people/{bob}");
        Assert.Contains("Bob Okafor @bob.okafor", card.Words);
        Assert.Matches("^/chats/[0-9]+$", (await ines.SubmitAsync("Write")).Path);
    }

    [Fact]
    public async Task Leads_from_my_own_card_to_my_notes()
    {
        using var tom = await server.RegisterAsync("tom");

        await tom.OpenAsync($"/people/{await server.IdOfAsync("tom")}");

        Assert.DoesNotContain(tom.Page.Forms, form => form.Buttons.Contains("Write"));
        Assert.Contains("Notes to self", (await tom.SubmitAsync("Notes to self")).Words);
    }

    [Fact]
    public async Task Knows_nobody_by_a_number_that_is_none()
    {
        using var una = await server.RegisterAsync("una");

        Assert.Equal(HttpStatusCode.NotFound, (await una.OpenAsync("/people/999999")).Status);
    }

    static string Content(Page page) => page.Html[page.Html.IndexOf("<main", StringComparison.Ordinal)..];
}

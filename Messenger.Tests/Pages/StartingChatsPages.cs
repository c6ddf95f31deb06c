using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class StartingChatsPages(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Opens_one_chat_however_often_a_person_is_tapped()
    {
        using var ann = await server.RegisterAsync("ann");
        var bob = await server.PersonAsync("bob");

        await ann.OpenAsync("/chats/new?q=bob");
        var first = await ann.SubmitAsync("/chats/direct", ("userId", $"{bob}"));
        await ann.OpenAsync("/chats/new");
        var second = await ann.SubmitAsync("/chats/direct", ("userId", $"{bob}"));

        Assert.Matches("^/chats/[0-9]+$", first.Path);
        Assert.Equal(first.Path, second.Path);
    }

    [Fact]
    public async Task Opens_nothing_with_nobody()
    {
        using var cleo = await server.RegisterAsync("cleo");

        Assert.Equal(HttpStatusCode.NotFound, await cleo.StatusOfAsync("/chats/direct", ("userId", "999999")));
        Assert.Equal(HttpStatusCode.NotFound, await cleo.StatusOfAsync("/chats/direct"));
        Assert.Equal(HttpStatusCode.NotFound, await cleo.StatusOfAsync("/chats/new/group", ("name", "Ghosts"), ("people", "999999")));
    }

    [Fact]
    public async Task Gathers_a_group_over_several_searches()
    {
        using var dora = await server.RegisterAsync("dora");
        var (kofi, mira, noor) = (await server.PersonAsync("kofi", "Kofi"), await server.PersonAsync("mira", "Mira"), await server.PersonAsync("noor", "Noor"));

        await dora.OpenAsync("/chats/new/group");
        await FindAsync(dora, ("name", "Лес & поле"), ("q", "mira"), ("people", $"{kofi}"), ("people", $"{noor}"));
        Assert.Equal(["Kofi Remove", "Noor Remove"], Chips(dora));
        await FindAsync(dora, [.. Typed(dora), ("people", $"{mira}"), ("remove", $"{noor}")]);
        Assert.Equal(["Kofi Remove", "Mira Remove"], Chips(dora));
        var group = await dora.SubmitAsync("/chats/new/group");

        Assert.Contains("Лес & поле", group.Words);
        var members = await dora.OpenAsync($"{group.Path}/members");
        Assert.Matches("dora @dora .*Kofi @kofi .*Mira @mira", members.Words);
        Assert.DoesNotContain("Noor", members.Words.Split("Add people")[1]);
    }

    [Theory]
    [InlineData("", "A group needs a name.")]
    [InlineData("81", "At most 80 characters.")]
    [InlineData("a\u202eb", "Behind character 1 is one that nobody can see: copying brings such along. Type it by hand.")]
    public async Task Keeps_what_was_typed_and_ticked_when_the_name_will_not_do(string name, string reason)
    {
        name = name == "81" ? new string('x', 81) : name;
        using var emil = await server.RegisterAsync($"emil{Random.Shared.Next()}");
        var fay = await server.PersonAsync($"fay{Random.Shared.Next()}", "Fay");

        await emil.OpenAsync("/chats/new/group?q=emil");
        var page = await emil.SubmitAsync("/chats/new/group", ("name", name), ("people", $"{fay}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(reason, page.Words);
        Assert.Contains("aria-invalid=\"true\"", page.Html);
        var form = page.FindForm("/chats/new/group");
        Assert.Equal((name, "emil", $"{fay}"), (form["name"], form["q"], form["people"]));
        Assert.Equal(["Fay Remove"], Chips(emil));
    }

    [Fact]
    public async Task Holds_a_thousand_people_and_no_more()
    {
        using var gus = await server.RegisterAsync("gus");
        var some = string.Join(',', Enumerable.Range(100_000, Chat.MemberLimit));

        var page = await gus.ActAsync("/chats/new/group", ("name", "Everybody"), ("people", some));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("A group holds at most 1000 people.", page.Words);
        // The address that carries them from search to search still fits.
        Assert.Equal(HttpStatusCode.OK, await gus.StatusOfAsync("/chats/new/group?handler=Find", ("q", "x"), ("people", some)));
    }

    [Fact]
    public async Task Answers_a_script_with_the_choice_alone()
    {
        using var hal = await server.RegisterAsync("hal");
        await hal.OpenAsync("/chats/new/group");
        var form = hal.Page.FindForm("/chats/new/group");
        hal.Headers.Add("HX-Request", "true");

        var choice = await hal.PostAsync("/chats/new/group?handler=Find", [.. form.Fields, ("people", $"{await server.PersonAsync("ivy")}")]);

        Assert.StartsWith("<div class=\"stack\" id=\"choice\"", choice.Html);
        Assert.Contains("Create the group of 2", choice.Words);
    }

    [Theory]
    [InlineData("/chats/new/group?people=x,,7z,-1&remove=no")]
    [InlineData("/chats/new?q=%00")]
    public async Task Shrugs_at_odd_addresses(string path)
    {
        using var jo = await server.RegisterAsync($"jo{Random.Shared.Next()}");

        Assert.Equal(HttpStatusCode.OK, (await jo.OpenAsync(path)).Status);
    }

    [Fact]
    public async Task Leads_somewhere_when_the_address_of_an_action_is_opened()
    {
        using var kay = await server.RegisterAsync("kay");

        Assert.Equal("/", (await kay.OpenAsync("/chats/direct")).Path);
    }

    static Task<Page> FindAsync(Browser who, params (string Name, string Value)[] fields) =>
        who.PostAsync("/chats/new/group?handler=Find", [("__RequestVerificationToken", who.Page.FindForm("/chats/new/group")["__RequestVerificationToken"]!), .. fields]);

    static IEnumerable<(string, string)> Typed(Browser who) =>
        who.Page.FindForm("/chats/new/group").Fields.Where(field => field.Name is "name" or "q" or "people");

    static IEnumerable<string> Chips(Browser who) => who.Page.FindForm("/chats/new/group").Buttons.Where(button => button.EndsWith(" Remove"));
}

using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class ForwardingPages(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Offers_whom_one_has_not_written_to_yet_and_begins_a_chat_with_them()
    {
        using var ann = await server.RegisterAsync("ann");
        var (me, kofi) = (Company.IdIn(ann.Page), await server.PersonAsync("kofi", "Kofi"));
        var notes = await server.DoAsync((Chats chats) => chats.DirectAsync(me, me));
        var said = await server.DoAsync((Messages messages) => messages.PostAsync(me, notes, "The plan"));
        var here = $"/chats/{notes}/messages/{said.Id}/forward";

        Assert.DoesNotContain("Kofi", (await ann.OpenAsync(here)).Words);
        Assert.Contains($"value=\"person-{kofi}\"", (await ann.OpenAsync($"{here}?q=kof")).Html);
        var arrived = await ann.SubmitAsync("Forward", ("chat_id", $"person-{kofi}"));

        Assert.Matches("^/chats/[0-9]+$", arrived.Path);
        Assert.Contains("The plan", arrived.Words);
        // From now on it is a chat like any other.
        var again = await ann.OpenAsync($"{here}?q=kof");
        Assert.DoesNotContain("person-", again.Html);
        Assert.Contains($"value=\"{arrived.Path.Split('/')[^1]}\"", again.Html);
    }

    [Fact]
    public async Task Nobody_is_nobody()
    {
        using var bea = await server.RegisterAsync("bea");
        var me = Company.IdIn(bea.Page);
        var notes = await server.DoAsync((Chats chats) => chats.DirectAsync(me, me));
        var said = await server.DoAsync((Messages messages) => messages.PostAsync(me, notes, "The plan"));
        var here = $"/chats/{notes}/messages/{said.Id}/forward";

        await bea.OpenAsync(here);
        Assert.Equal(HttpStatusCode.NotFound, await bea.StatusOfAsync(here, ("chat_id", "person-999999")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await bea.StatusOfAsync(here, ("chat_id", "person-x")));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("forward")]
    [InlineData("delete")]
    public async Task More_than_can_be_chosen_is_said_and_all_of_it_goes_back(string action)
    {
        using var cleo = await server.RegisterAsync($"cleo{Guid.NewGuid():N}"[..12]);
        var me = Company.IdIn(cleo.Page);
        var notes = await server.DoAsync((Chats chats) => chats.DirectAsync(me, me));
        List<int> ids = [];
        for (var n = 0; n <= ChosenMessages.Limit; n++)
        {
            ids.Add((await server.DoAsync((Messages messages) => messages.PostAsync(me, notes, $"Number {n}"))).Id);
        }

        var page = await cleo.OpenAsync($"/chats/{notes}/chosen/{action}?{string.Join('&', ids.Select(id => $"ids={id}"))}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("You chose 101 messages; at most 100 can be chosen at once.", page.Words);
        var back = await cleo.OpenAsync($"/chats/{notes}/select?{string.Join('&', page.FindForm($"/chats/{notes}/select").Fields.Select(field => $"ids={field.Value}"))}");
        Assert.All(ids, id => Assert.Matches($"name=\"ids\" value=\"{id}\"( checked|>)", back.Html));
    }
}

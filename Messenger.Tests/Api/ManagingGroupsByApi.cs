namespace Messenger.Tests;

public sealed class ManagingGroupsByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Naming_it_is_for_its_admins_and_leaves_a_line()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var group = await ann.GroupAsync(bob);

        (await ann.PatchAsync($"/api/chats/{group}", new { name = "Climbers" })).Is(200).Has(new { id = group, name = "Climbers", last_sequence = 2, unread_count = 0 });

        (await bob.GetAsync($"/api/chats/{group}")).Has(new { name = "Climbers", unread_count = 0 });
        (await bob.PatchAsync($"/api/chats/{group}", new { name = "Mine" })).Refuses(403);
        (await ann.PatchAsync($"/api/chats/{group}", new { })).Refuses(422, "name");
        (await ann.PatchAsync($"/api/chats/{group}", new { name = " " })).Refuses(422, "name");
        (await ann.PatchAsync($"/api/chats/{await ann.DirectAsync(bob)}", new { name = "Ours" })).Refuses(403);
    }

    [Fact]
    public async Task Who_is_added_sees_everything_and_has_nothing_unread()
    {
        var (ann, bob, cleo) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"));
        var group = await ann.GroupAsync(bob);
        await bob.SayAsync(group, "Before");

        var answer = await ann.PostAsync($"/api/chats/{group}/participants/{cleo.Id}");

        Assert.Contains(cleo.Id, answer.Is(200).Json.List("participants").Ids());
        Assert.Contains("Before", (await cleo.GetAsync($"/api/chats/{group}/messages")).Items.Texts());
        Assert.InRange((await cleo.GetAsync($"/api/chats/{group}"))["unread_count"].GetInt32(), 0, 1);
        (await ann.PostAsync($"/api/chats/{group}/participants/{cleo.Id}")).Is(200).Has(new { revision = answer["revision"].GetInt64() });
        (await ann.PostAsync($"/api/chats/{group}/participants/999999")).Refuses(404);
        (await bob.PostAsync($"/api/chats/{group}/participants/{cleo.Id}")).Refuses(403);
    }

    [Fact]
    public async Task Who_is_removed_sees_nothing_any_more()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var group = await ann.GroupAsync(bob);
        var said = await bob.SayAsync(group, "Hello");

        (await ann.DeleteAsync($"/api/chats/{group}/participants/{bob.Id}")).Is(200);

        (await ann.DeleteAsync($"/api/chats/{group}/participants/{bob.Id}")).Refuses(404);
        (await bob.GetAsync($"/api/chats/{group}")).Refuses(404);
        (await bob.GetAsync($"/api/chats/{group}/messages")).Refuses(404);
        (await bob.PostAsync($"/api/chats/{group}/messages", new { content = "Still here?" })).Refuses(404);
        (await bob.PutAsync($"/api/chats/messages/{said.Id}", new { content = "Changed" })).Refuses(404);
        (await bob.PutAsync($"/api/chats/messages/{said.Id}/reactions/👍")).Refuses(404);
    }

    [Fact]
    public async Task Leaving_hands_it_over()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var group = await ann.GroupAsync(bob);

        (await bob.DeleteAsync($"/api/chats/{group}/participants/{ann.Id}")).Refuses(403);
        (await ann.DeleteAsync($"/api/chats/{group}/participants/{ann.Id}")).Is(200);

        (await ann.GetAsync($"/api/chats/{group}")).Refuses(404);
        (await bob.PatchAsync($"/api/chats/{group}", new { name = "Mine now" })).Is(200);
        (await bob.DeleteAsync($"/api/chats/{await bob.DirectAsync(ann)}/participants/{bob.Id}")).Refuses(403);
    }

    [Fact]
    public async Task Its_lines_are_sentences_in_the_readers_language()
    {
        var (ann, olga) = (await server.JoinAsync(), await server.JoinAsync("olga", "ru"));
        var group = await ann.GroupAsync(olga);

        var english = Assert.Single((await ann.GetAsync($"/api/chats/{group}/messages")).Items);
        var russian = Assert.Single((await olga.GetAsync($"/api/chats/{group}/messages")).Items);

        english.AssertHas(new { content = $"{ann.Username} created the group “Hikers”", message_type = "system", sender_id = ann.Id });
        Assert.Matches(@"\p{IsCyrillic}", russian.GetProperty("content").GetString());
    }
}

using System.Text.Json;

namespace Messenger.Tests;

public sealed class ListingChatsByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Shows_the_latest_activity_first_page_by_page()
    {
        var (ann, bob, cleo) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"));
        var (withBob, withCleo, group) = (await ann.DirectAsync(bob), await ann.DirectAsync(cleo), await ann.GroupAsync(bob, cleo));

        await bob.SayAsync(withBob, "Hello");

        Assert.Equal([withBob, group, withCleo], (await ann.GetAsync("/api/chats/")).Is(200).Items.Ids());
        Assert.Equal([group, withCleo], (await ann.GetAsync("/api/chats/?skip=1&limit=5")).Items.Ids());
        Assert.Equal([group], (await ann.GetAsync("/api/chats/?skip=1&limit=1")).Items.Ids());
        Assert.Equal([group], (await cleo.GetAsync("/api/chats/?limit=1")).Items.Ids());
        Assert.Empty((await ann.GetAsync("/api/chats/?skip=3")).Items);
    }

    [Fact]
    public async Task Is_empty_for_who_has_none() => Assert.Empty((await (await server.JoinAsync()).GetAsync("/api/chats/")).Is(200).Items);

    [Fact]
    public async Task Tells_what_is_unread_and_said_last()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var chat = await ann.DirectAsync(bob);
        var hello = await ann.SayAsync(chat, "Hello");
        var mine = await bob.SayAsync(chat, "Hi");
        var last = await ann.SayAsync(chat, "How are you?");

        var theirs = await bob.GetAsync($"/api/chats/{chat}");

        theirs.Is(200).Has(new { unread_count = 1, last_read_message_id = mine.Id, last_sequence = 3, revision = 3 });
        Assert.Equal(last.Json.AsOthersSee(), theirs["last_message"].AsOthersSee());
        (await ann.GetAsync($"/api/chats/{chat}")).Has(new { unread_count = 0, last_read_message_id = last.Id });
        Assert.Equal(hello["sequence"].GetInt32() + 2, last["sequence"].GetInt32());
        Assert.True(JsonElement.DeepEquals(theirs.Json, Assert.Single((await bob.GetAsync("/api/chats/")).Items)));
    }

    [Fact]
    public async Task Counts_neither_what_was_taken_back_nor_lines_of_the_system()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var group = await ann.GroupAsync(bob);
        var oops = await ann.SayAsync(group, "Oops");
        await ann.SayAsync(group, "Hello");
        await ann.PatchAsync($"/api/chats/{group}", new { name = "Sailors" });
        await UnreadAsync(2);

        await ann.DeleteAsync($"/api/chats/messages/{oops.Id}");
        await UnreadAsync(1);

        await bob.PostAsync($"/api/chats/{group}/read");
        await ann.PatchAsync($"/api/chats/{group}", new { name = "Hikers" });
        await UnreadAsync(0);

        async Task UnreadAsync(int count)
        {
            (await bob.GetAsync($"/api/chats/{group}")).Has(new { unread_count = count });
            Assert.Equal(count, Assert.Single((await bob.GetAsync("/api/chats/")).Items).GetProperty("unread_count").GetInt32());
        }
    }

    [Fact]
    public async Task Hides_what_others_keep_to_themselves()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        const string phone = "+1 555 0101";
        Assert.Contains(phone, (await bob.PutAsync("/api/users/me", new { phone_number = phone })).Text);
        var chat = await ann.DirectAsync(bob);
        await bob.SayAsync(chat, "Hello");

        var answer = await ann.GetAsync("/api/chats/");

        Assert.DoesNotContain(bob.Email(), answer.Text);
        Assert.DoesNotContain(phone, answer.Text);
    }

    [Fact]
    public async Task Shows_no_word_of_what_was_deleted_last()
    {
        var ann = await server.JoinAsync();
        var chat = await ann.DirectAsync(ann);
        var secret = await ann.SayAsync(chat, "Secret");
        await ann.DeleteAsync($"/api/chats/messages/{secret.Id}");

        var answer = await ann.GetAsync($"/api/chats/{chat}");

        answer["last_message"].AssertHas(new { id = secret.Id, is_deleted = true, content = "" });
    }

    [Fact]
    public async Task Knows_nothing_of_somebody_elses()
    {
        var (ann, bob, eve) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("eve"));
        var chat = await ann.DirectAsync(bob);

        foreach (var path in new[] { "", "/messages", "/changes?after=0" })
        {
            var theirs = await eve.GetAsync($"/api/chats/{chat}{path}");
            Assert.Equal((await eve.GetAsync($"/api/chats/999999{path}")).Refuses(404).Text, theirs.Refuses(404).Text);
            Assert.Equal((await eve.GetAsync($"/api/chats/99999999999{path}")).Refuses(404).Text, theirs.Text);
        }

        Assert.Empty((await eve.GetAsync("/api/chats/")).Items);
    }
}

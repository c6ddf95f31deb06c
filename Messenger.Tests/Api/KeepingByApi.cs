using System.Net.Http.Headers;

namespace Messenger.Tests;

/// <summary>Archiving, marking as unread, pinning and forwarding, as programs do it.</summary>
public sealed class KeepingByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task A_chat_is_archived_and_marked_for_oneself()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var chat = await ann.DirectAsync(bob);
        await ann.SayAsync(chat, "Hello");
        await bob.PostAsync($"/api/chats/{chat}/read");

        (await bob.PutAsync($"/api/chats/{chat}/archive")).Is(200).Has(new { id = chat, is_archived = true });
        (await bob.PutAsync($"/api/chats/{chat}/unread")).Is(200).Has(new { is_marked_unread = true, unread_count = 0 });

        (await ann.GetAsync($"/api/chats/{chat}")).Has(new { is_archived = false, is_marked_unread = false });
        Assert.True(Assert.Single((await bob.GetAsync("/api/chats/")).Items).GetProperty("is_archived").GetBoolean());
        (await bob.PostAsync($"/api/chats/{chat}/read")).Has(new { is_marked_unread = false, is_archived = true });
        (await bob.DeleteAsync($"/api/chats/{chat}/unread")).Is(200).Has(new { is_marked_unread = false });
        (await bob.DeleteAsync($"/api/chats/{chat}/archive")).Is(200).Has(new { is_archived = false });
    }

    [Fact]
    public async Task A_draft_is_kept_until_it_is_sent()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var (chat, id) = (await ann.DirectAsync(bob), Guid.NewGuid());
        (await ann.GetAsync($"/api/chats/{chat}/draft")).Is(200).Has(new { id = (Guid?)null, content = (string?)null, version = 0 });

        (await ann.PutAsync($"/api/chats/{chat}/draft", new { content = "Shall we", id, version = 0 })).Is(200).Has(new { id, content = "Shall we", version = 1 });
        (await ann.PutAsync($"/api/chats/{chat}/draft", new { content = "Shall I", version = 0 })).Is(409);
        (await ann.DeleteAsync($"/api/chats/{chat}/draft?version=0")).Is(409);
        (await ann.DeleteAsync($"/api/chats/{chat}/draft?version=x")).Refuses(422, "version");
        (await bob.GetAsync($"/api/chats/{chat}/draft")).Has(new { version = 0 });
        (await ann.PostAsync($"/api/chats/{chat}/messages", new { content = "Shall we meet?", draft_id = id })).Is(201);

        (await ann.GetAsync($"/api/chats/{chat}/draft")).Has(new { content = (string?)null, version = 2 });
        (await ann.PutAsync($"/api/chats/{chat}/draft", new { content = "Later" })).Has(new { version = 3 });
        (await ann.DeleteAsync($"/api/chats/{chat}/draft")).Is(200).Has(new { content = (string?)null, version = 4 });
    }

    [Fact]
    public async Task What_an_edited_message_said_before_is_told()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var chat = await ann.DirectAsync(bob);
        var sent = await ann.SayAsync(chat, "At seven");
        (await ann.PutAsync($"/api/chats/messages/{sent.Id}", new { content = "At eight" })).Is(200);

        var earlier = Assert.Single((await bob.GetAsync($"/api/chats/messages/{sent.Id}/history")).Is(200).Items);

        Assert.Equal("At seven", earlier.GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_message_is_pinned_and_listed()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var chat = await ann.DirectAsync(bob);
        var (one, two) = (await ann.SayAsync(chat, "One"), await ann.SayAsync(chat, "Two"));

        (await bob.PutAsync($"/api/chats/messages/{one.Id}/pin")).Is(200).Has(new { id = one.Id, is_pinned = true, is_edited = false });
        (await bob.PutAsync($"/api/chats/messages/{two.Id}/pin")).Is(200);

        Assert.Equal([two.Id, one.Id], (await ann.GetAsync($"/api/chats/{chat}/pinned")).Is(200).Items.Ids());
        (await ann.DeleteAsync($"/api/chats/messages/{two.Id}/pin")).Is(200).Has(new { is_pinned = false });
        Assert.Equal([one.Id], (await ann.GetAsync($"/api/chats/{chat}/pinned")).Items.Ids());
    }

    [Fact]
    public async Task A_forwarded_file_opens_for_who_got_it_after_the_original_is_gone()
    {
        var (ann, bob, cleo) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"));
        var (from, to, id) = (await ann.DirectAsync(bob), await bob.DirectAsync(cleo), Guid.NewGuid());
        var sent = (await ann.PostAsync($"/api/chats/{from}/messages", SharingFilesByApi.Form(null, ("notes.txt", "Low tide"u8.ToArray())))).Is(201);

        var copy = (await bob.PostAsync($"/api/chats/messages/{sent.Id}/forward", new { chat_id = to, client_id = id })).Is(201);

        Assert.Equal(ann.Id, copy["forwarded_from"].GetProperty("user_id").GetInt32());
        copy.Has(new { chat_id = to, sender_id = bob.Id, content = "notes.txt", client_id = id });
        var (original, url) = (sent["file_url"].GetString()!, copy["file_url"].GetString()!);
        Assert.NotEqual(original, url);
        Assert.Equal(copy.Id, (await bob.PostAsync($"/api/chats/messages/{sent.Id}/forward", new { chat_id = to, client_id = id })).Is(200).Id);
        (await ann.DeleteAsync($"/api/chats/messages/{sent.Id}")).Is(200);
        Assert.Equal(404, (await FetchAsync(ann, original)).Status);
        await Eventually.TrueAsync(async () => await server.DoAsync((Domain.OrphanedFiles orphans) => orphans.DueAsync()) is []);
        Assert.Equal((200, "Low tide"), await FetchAsync(cleo, url));
        Assert.Equal(404, (await FetchAsync(ann, url)).Status);
        (await bob.PostAsync($"/api/chats/messages/{copy.Id}/forward", new { })).Refuses(422, "chat_id");
    }

    async Task<(int Status, string Text)> FetchAsync(Caller who, string path)
    {
        using var http = new HttpClient { BaseAddress = server.Home };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", who.Token);
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

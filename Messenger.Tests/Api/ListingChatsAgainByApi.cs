using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Lists and pages by the API are what a messenger answers that was started just now.</summary>
public sealed class ListingChatsAgainByApi(Server server) : IClassFixture<Server>
{
    public static TheoryData<string> Changes => [
        "a message", "an edit", "a reaction", "a deletion", "a read mark", "a name", "somebody new", "somebody gone", "a profile", "a verified e-mail", "another group for a group",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Shows_what_changed_since(string what)
    {
        var (ann, bob, cleo) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"));
        var (group, other) = (await ann.GroupAsync(bob), await ann.GroupAsync(bob));
        var said = await bob.SayAsync(group, "Hello");
        var before = await ann.GetAsync("/api/chats/");
        await ann.GetAsync($"/api/chats/{group}/messages");
        Assert.Equal(before.Text, (await ann.GetAsync("/api/chats/")).Text);

        await (what switch
        {
            "a message" => bob.SayAsync(group, "Are you there?"),
            "an edit" => bob.PutAsync($"/api/chats/messages/{said.Id}", new { content = "Good day" }),
            "a reaction" => bob.PutAsync($"/api/chats/messages/{said.Id}/reactions/👍"),
            "a deletion" => bob.DeleteAsync($"/api/chats/messages/{said.Id}"),
            "a read mark" => ann.PostAsync($"/api/chats/{group}/read", new { }),
            "a name" => ann.PatchAsync($"/api/chats/{group}", new { name = "Walkers" }),
            "somebody new" => ann.PostAsync($"/api/chats/{group}/participants/{cleo.Id}"),
            "somebody gone" => bob.DeleteAsync($"/api/chats/{group}/participants/{bob.Id}"),
            "a profile" => bob.PutAsync("/api/users/me", new { full_name = "Robert" }),
            "a verified e-mail" => VerifyAsync(bob),
            _ => SwapAsync(ann, bob, other),
        });

        var after = await ann.GetAsync("/api/chats/");
        Assert.NotEqual(before.Text, after.Text);
        var messages = await ann.GetAsync($"/api/chats/{group}/messages");
        var fresh = await server.BesideAsync(async home =>
        {
            var beside = ann with { Home = home };
            return (Chats: (await beside.GetAsync("/api/chats/")).Text, Messages: (await beside.GetAsync($"/api/chats/{group}/messages")).Text);
        });
        Assert.Equal(fresh, (after.Text, messages.Text));
        foreach (var chat in after.Items)
        {
            Assert.True(JsonElement.DeepEquals((await ann.GetAsync($"/api/chats/{chat.GetProperty("id")}")).Json, chat));
        }
    }

    // Setting a new password by a mailed link proves the address, too.
    async Task VerifyAsync(Caller who)
    {
        var link = await server.DoAsync((MailLinks links) => links.MakeAsync(MailLinks.Reset, who.Email()));
        await server.DoAsync(async (Accounts accounts) =>
        {
            await accounts.ResetAsync(link!.Token, "three other words");
            return true;
        });
    }

    // As many chats, as many changes: only which ones they are is different.
    static async Task SwapAsync(Caller ann, Caller bob, int other)
    {
        await ann.GroupAsync(bob);
        await ann.DeleteAsync($"/api/chats/{other}/participants/{ann.Id}");
    }
}

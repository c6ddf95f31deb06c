using System.Net;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What is left of somebody who had their account deleted: what they said, by nobody.</summary>
public sealed class MeetingADeletedAccount(Server server) : IClassFixture<Server>
{
    static int count;

    [Fact]
    public async Task Is_called_so_in_the_language_of_the_reader_wherever_it_is_shown()
    {
        var (ann, me, him) = await PeopleAsync();
        var direct = await server.DoAsync((Chats chats) => chats.DirectAsync(me, him));
        var group = await server.DoAsync((Chats chats) => chats.GroupAsync(me, "Hikers", [him]));
        var notes = await server.DoAsync((Chats chats) => chats.DirectAsync(me, me));
        var (mine, his) = (await SaysAsync(me, group, "Who comes along?"), await SaysAsync(him, group, "Tomorrow at the harbour"));
        await server.DoAsync((Messages messages) => messages.ReactAsync(him, mine.Id, "👍"));
        await server.DoAsync((Messages messages) => messages.PostAsync(me, group, "Good", replyTo: his.Id));
        await server.DoAsync((Messages messages) => messages.PinAsync(me, his.Id, true));
        await server.DoAsync((Messages messages) => messages.ForwardAsync(me, his.Id, notes));
        await SaysAsync(him, direct, "Just us");
        await BlockAsync(me, him);

        await DeleteAsync(him);

        foreach (var path in new[]
        {
            "/", $"/chats/{direct}", $"/chats/{group}", $"/chats/{notes}", $"/chats/{group}/messages/{mine.Id}", $"/chats/{group}/messages/{his.Id}", $"/chats/{group}/pinned",
            $"/chats/{group}?reply={his.Id}", $"/chats/{group}/select?around={his.Sequence}", "/search?q=harbour", "/settings/blocked", "/chats/archive",
        })
        {
            var page = await ann.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.True(path is "/chats/archive" || page.Words.Contains("Удалённый аккаунт"), path);
            Assert.False(page.Html.Contains("deleted-account-"), path);
            Assert.False(page.Html.Contains($"href=\"/people/{him}\""), path);
        }

        var program = (await server.CallerAsync()) with { Token = (await server.TokensAsync(me)).Access };
        var said = (await program.GetAsync($"/api/chats/{group}/messages")).Is(200).Items.Single(message => message.GetProperty("id").GetInt32() == his.Id);
        Assert.Equal($"deleted-account-{him}", said.GetProperty("sender").GetProperty("username").GetString());
        ann.Dispose();
    }

    [Fact]
    public async Task Has_a_sentence_in_the_place_of_the_field_and_is_neither_written_to_nor_called()
    {
        var (ann, me, him) = await PeopleAsync();
        var chat = await server.DoAsync((Chats chats) => chats.DirectAsync(me, him));
        var said = await SaysAsync(him, chat, "Write to me");
        var call = await server.DoAsync((Calls calls) => calls.StartAsync(me, chat, "audio"));
        await server.DoAsync(async (Calls calls) =>
        {
            await calls.EndAsync(me, call.Id);
            return true;
        });
        Assert.Contains("id=\"composer\"", (await ann.OpenAsync($"/chats/{chat}")).Html);
        var visitor = Visitor.From("ann", server.Home, ann);
        await DeleteAsync(him);

        var page = await ann.OpenAsync($"/chats/{chat}");
        Assert.Contains("Этот аккаунт удалён: писать и звонить здесь некому.", page.Words);
        Assert.DoesNotContain("id=\"composer\"", page.Html);
        Assert.DoesNotContain("name=\"call_type\"", page.Html);
        Assert.DoesNotContain("К полю сообщения", page.Words);
        Assert.DoesNotContain("name=\"call_type\"", (await ann.OpenAsync("/calls")).Html);
        var actions = await ann.OpenAsync($"/chats/{chat}/messages/{said.Id}");
        Assert.DoesNotContain($"?reply={said.Id}", actions.Html);
        Assert.DoesNotContain("name=\"emoji\"", actions.Html);

        // From a page that was open before.
        using var late = await visitor.PostAsync($"/chats/{chat}", "text=Are you there?");
        var html = await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("Are you there?", html);
        Assert.Contains("role=\"alert\"", html);
        using var called = await visitor.PostAsync("/calls", $"chat_id={chat}&call_type=audio");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, called.StatusCode);

        var program = (await server.CallerAsync()) with { Token = (await server.TokensAsync(me)).Access };
        foreach (var refused in new[]
        {
            await program.PostAsync($"/api/chats/{chat}/messages", new { content = "Are you there?" }), await program.PostAsync("/api/calls/", new { chat_id = chat }),
            await program.PutAsync($"/api/chats/messages/{said.Id}/reactions/👍"),
        })
        {
            Assert.Equal("urn:messenger:person_deleted", refused.Refuses(403)["type"].GetString());
        }

        await using var socket = await Line.OpenAsync(server.Home, program.Token!);
        await socket.SayAsync(new { type = "send_message", chat_id = chat, content = "Are you there?" });
        await socket.HearsAsync("error", data => data.GetProperty("code").GetString() == "person_deleted");
        Assert.Equal(2, (await program.GetAsync($"/api/chats/{chat}")).Is(200)["last_sequence"].GetInt32());
        ann.Dispose();
    }

    /// <summary>A name in an old message leads there, and so does a list of members.</summary>
    [Fact]
    public async Task The_page_of_whoever_is_not_here_any_more_says_so()
    {
        var (ann, me, him) = await PeopleAsync();
        var (_, _, stranger) = await PeopleAsync();
        await server.DoAsync((Chats chats) => chats.GroupAsync(me, "Hikers", [him]));
        await server.DoAsync(async (ManagedPeople people) =>
        {
            await people.DeactivateAsync(Actor.CommandLine, him);
            await people.DeactivateAsync(Actor.CommandLine, stranger);
            return true;
        });

        var page = await ann.OpenAsync($"/people/{him}");

        Assert.All([page, await ann.OpenAsync($"/people/{stranger}")], closed =>
        {
            Assert.Contains("Доступ к этому аккаунту закрыт.", closed.Words);
            Assert.DoesNotContain("/chats/direct", closed.Html);
        });
        Assert.Equal(HttpStatusCode.NotFound, (await ann.OpenAsync($"/people/{int.MaxValue}")).Status);

        await DeleteAsync(him);
        await DeleteAsync(stranger);

        Assert.All([await ann.OpenAsync($"/people/{him}"), await ann.OpenAsync($"/people/{stranger}")], gone =>
        {
            Assert.Contains("Удалённый аккаунт Этот аккаунт удалён.", gone.Words);
            Assert.DoesNotContain("leaver", gone.Words);
            Assert.DoesNotContain("/block", gone.Html);
        });
        ann.Dispose();
    }

    /// <summary>Ann, who reads Russian, and somebody who is about to go.</summary>
    async Task<(Browser Ann, int Me, int Him)> PeopleAsync()
    {
        var number = Interlocked.Increment(ref count);
        // Whoever is first is the admin, and stays.
        var ann = await server.RegisterAsync($"reader{number}", "ru");
        using var bob = await server.RegisterAsync($"leaver{number}");
        return (ann, Company.IdIn(await ann.OpenAsync("/settings")), Company.IdIn(await bob.OpenAsync("/settings")));
    }

    Task<MessageView> SaysAsync(int who, int chat, string text) => server.DoAsync((Messages messages) => messages.PostAsync(who, chat, text));

    Task<bool> BlockAsync(int me, int him) => server.DoAsync(async (Blocks blocks) =>
    {
        await blocks.BlockAsync(me, him);
        return true;
    });

    // Their time has come; whoever makes it final, this test or the server's worker, it is done once.
    async Task DeleteAsync(int who)
    {
        await server.DoAsync(async (ManagedPeople people) =>
        {
            await people.DeleteAsync(Actor.CommandLine, who, false);
            return true;
        });
        await server.DoAsync(async (Departures departures) =>
        {
            await departures.FinishAsync(who);
            return true;
        });
        await Eventually.TrueAsync(() => server.DoAsync((MessengerDb db) => db.Users.AnyAsync(user => user.Id == who && user.DeletedAt != null && user.LeavesAt == null)));
    }
}

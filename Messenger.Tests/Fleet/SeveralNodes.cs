using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Ann's programs are at one node and Bob's at another: it makes no difference, with Redis and without.</summary>
[RunsOnce]
public sealed class SeveralNodes(Fleet fleet) : IClassFixture<Fleet>, IAsyncLifetime
{
    int chat;

    FleetNode One => fleet.One;

    FleetNode Two => fleet.Two;

    public async ValueTask InitializeAsync()
    {
        await fleet.AllUpAsync();
        chat = await fleet.GroupAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_message_is_heard_at_both_once()
    {
        await using var ann = await One.OpenAsync(fleet.Ann, isV2: true);
        await using var bob = await Two.OpenAsync(fleet.Bob);

        await One.SaysAsync(fleet.Ann, chat, "Hello");
        await Two.SaysAsync(fleet.Bob, chat, "Hello Ann");

        await ann.HearsAsync("new_message", data => Is(data, "Hello Ann"));
        await bob.HearsAsync("new_message", data => Is(data, "Hello"));
        Assert.Single(bob.All("new_message"), data => Is(data, "Hello"));
    }

    /// <summary>They have a connection string in common, and neither keys nor a folder.</summary>
    [Fact]
    public async Task Who_logs_in_at_one_is_known_at_the_other()
    {
        using var eve = await One.LogInAsync("eve");
        using var there = new Browser(Two.Home, "en");
        there.Headers.Add("Cookie", eve.Cookies.GetCookieHeader(One.Home));

        var form = (await there.OpenAsync("/settings")).Path;
        var (token, _) = await One.TokensAsync(fleet.Eve);

        Assert.Equal("/settings", form);
        Assert.NotNull(await Two.DoAsync((Web.AccessTokens tokens) => tokens.ReadAsync(token)));
    }

    [Fact]
    public async Task Changes_of_a_message_are_heard()
    {
        await using var bob = await Two.OpenAsync(fleet.Bob);
        var message = await One.SaysAsync(fleet.Ann, chat, "Helo");

        await One.ActAsync((Messages messages) => messages.EditAsync(fleet.Ann, message.Id, "Hello"));
        await bob.HearsAsync("message_updated", data => Is(data, "Hello"));
        await One.ActAsync((Messages messages) => messages.DeleteAsync(fleet.Ann, message.Id));

        await bob.HearsAsync("message_deleted", data => data.GetProperty("id").GetInt32() == message.Id);
    }

    [Fact]
    public async Task Read_marks_and_typing_are_heard()
    {
        await using var ann = await One.OpenAsync(fleet.Ann);
        var message = await One.SaysAsync(fleet.Ann, chat, "Hello");
        await using var bob = await Two.OpenAsync(fleet.Bob);

        await bob.SayAsync(new { type = "message_read", message_id = message.Id });
        await ann.HearsAsync("message_read", data => data.GetProperty("message_id").GetInt32() == message.Id && data.GetProperty("user_id").GetInt32() == fleet.Bob);
        await bob.SayAsync(new { type = "typing", chat_id = chat });

        await ann.HearsAsync("user_typing", data => data.GetProperty("chat_id").GetInt32() == chat && data.GetProperty("is_typing").GetBoolean());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_ends_at_one_is_over_at_the_other(bool hasRedis)
    {
        var session = await One.SessionAsync(fleet.Bob);
        await using var bob = await Two.OpenAsync(session);
        await WithAsync(hasRedis, async () =>
        {
            await One.ActAsync((Sessions sessions) => sessions.EndAnywayAsync(fleet.Bob, session.Id));

            await Eventually.TrueAsync(() => bob.Closed.IsCompleted);
            Assert.Equal(1008, (await bob.Closed).Code);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_to_a_chat_hears_of_it_and_who_is_removed_hears_nothing_more(bool hasRedis)
    {
        await using var eve = await Two.OpenAsync(fleet.Eve);
        await using var bob = await Two.OpenAsync(fleet.Bob);
        await WithAsync(hasRedis, async () =>
        {
            await One.ActAsync((Members members) => members.AddAsync(fleet.Ann, chat, fleet.Eve));
            await eve.HearsAsync("chat_created", data => data.GetProperty("id").GetInt32() == chat);
            await One.SaysAsync(fleet.Ann, chat, "Welcome");
            await eve.HearsAsync("new_message", data => Is(data, "Welcome"));

            await One.ActAsync((Members members) => members.RemoveAsync(fleet.Ann, chat, fleet.Eve));
            await eve.HearsAsync("participant_removed", data => data.GetProperty("chat_id").GetInt32() == chat);
            await One.SaysAsync(fleet.Ann, chat, "She is gone");
            await bob.HearsAsync("new_message", data => Is(data, "She is gone"));

            Assert.DoesNotContain(eve.All("new_message"), data => Is(data, "She is gone"));
        });
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("frozen")]
    [InlineData("cut off")]
    [InlineData("cut off from one")]
    public async Task Whatever_becomes_of_Redis_everything_is_heard_once(string what)
    {
        // A program of old, which shows twice what it hears twice.
        await using var bob = await Two.OpenAsync(fleet.Bob);
        await SayAsync("before", 5);

        await fleet.LoseRedisAsync(what);
        await SayAsync("without", 5);
        await HearAllAsync(bob, "without", 5);
        // One who comes now is told as well, from the first on.
        await using var late = await Two.OpenAsync(fleet.Bob);
        await SayAsync("late", 5);
        await HearAllAsync(late, "late", 5);

        await fleet.FindRedisAsync(what);
        await SayAsync("after", 5);
        await HearAllAsync(bob, "after", 5);
        await fleet.AllUpAsync();
        await SayAsync("end", 1);
        await HearAllAsync(bob, "end", 1);

        var texts = bob.All("new_message").Where(IsHere).Select(data => data.GetProperty("content").GetString()).ToList();
        Assert.Equal(new[] { "before", "without", "late", "after" }.SelectMany(part => Enumerable.Range(0, 5).Select(i => $"{part} {i}")).Append("end 0").Order(), texts.Order());
    }

    [Fact]
    public async Task Without_Redis_changes_and_names_are_told_as_well()
    {
        await using var bob = await Two.OpenAsync(fleet.Bob);
        var (edited, deleted) = (await One.SaysAsync(fleet.Ann, chat, "Helo"), await One.SaysAsync(fleet.Ann, chat, "Nonsense"));
        await bob.HearsAsync("new_message", data => Is(data, "Nonsense"));
        await WithAsync(hasRedis: false, async () =>
        {
            await One.ActAsync((Messages messages) => messages.EditAsync(fleet.Ann, edited.Id, "Hello"));
            await One.ActAsync((Messages messages) => messages.PinAsync(fleet.Ann, edited.Id, true));
            await One.ActAsync((Messages messages) => messages.DeleteAsync(fleet.Ann, deleted.Id));
            await One.ActAsync((Members members) => members.RenameAsync(fleet.Ann, chat, "Climbers"));

            await bob.HearsAsync("message_updated", data => Is(data, "Hello"));
            await bob.HearsAsync("message_pinned", data => data.GetProperty("chat_id").GetInt32() == chat);
            await bob.HearsAsync("message_deleted", data => data.GetProperty("id").GetInt32() == deleted.Id);
            await bob.HearsAsync("chat_updated", data => data.GetProperty("name").GetString() == "Climbers");
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_one_erases_is_told_by_all_once_with_Redis_or_without(bool hasRedis)
    {
        await using var bob = await Two.OpenAsync(fleet.Bob);
        await One.SaysAsync(fleet.Ann, chat, "Old");
        var answered = await One.SaysAsync(fleet.Ann, chat, "When?");
        await bob.HearsAsync("new_message", data => Is(data, "When?"));
        await WithAsync(hasRedis, async () =>
        {
            await One.ActAsync((Retention retention) => retention.EraseNextAsync(chat, DateTimeOffset.UtcNow.AddDays(1)));

            await bob.HearsAsync("history_erased", data => data.GetProperty("chat_id").GetInt32() == chat && data.GetProperty("first_sequence").GetInt32() == answered.Sequence + 1);
            await One.SaysAsync(fleet.Ann, chat, "New");
            await bob.HearsAsync("new_message", data => Is(data, "New"));
        });
        Assert.Single(bob.All("history_erased"), data => data.GetProperty("chat_id").GetInt32() == chat);
    }

    async Task SayAsync(string what, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await One.SaysAsync(fleet.Ann, chat, $"{what} {i}");
        }
    }

    async Task HearAllAsync(Line line, string what, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await line.HearsAsync("new_message", data => Is(data, $"{what} {i}"));
        }
    }

    async Task WithAsync(bool hasRedis, Func<Task> act)
    {
        if (!hasRedis)
        {
            Two.Cut();
        }

        try
        {
            await act();
        }
        finally
        {
            Two.Mend();
        }
    }

    bool IsHere(JsonElement message) => message.GetProperty("chat_id").GetInt32() == chat && message.GetProperty("message_type").GetString() != "system";

    bool Is(JsonElement message, string text) => IsHere(message) && message.GetProperty("content").GetString() == text;
}

using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>That somebody types is heard by the others, and so is that they stopped: programs of old wait for it.</summary>
public sealed class Typing(Lines lines) : IClassFixture<Lines>
{
    [Fact]
    public async Task Is_heard_by_the_others_until_the_typist_says_otherwise()
    {
        var group = await lines.GroupAsync();
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);

        await anns.SayAsync(new { type = "typing", chat_id = group, is_typing = true });
        var heard = await bobs.HearsAsync("user_typing", Is(group, true));
        Assert.Equal((lines.Ann, "ann"), (heard.GetProperty("user_id").GetInt32(), heard.GetProperty("username").GetString()));
        await anns.SayAsync(new { type = "typing", chat_id = group, is_typing = false });

        await bobs.HearsAsync("user_typing", Is(group, false));
        await lines.MarkAsync(anns);
        Assert.Empty(anns.All("user_typing"));
    }

    /// <summary>Programs of old leave the field out.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(""","is_typing":null""")]
    public async Task Is_meant_by_who_only_says_typing(string field)
    {
        var group = await lines.GroupAsync();
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);

        await anns.SayAsync($"""{"{"}"type":"typing","chat_id":{group}{field}{"}"}""");

        await bobs.HearsAsync("user_typing", Is(group, true));
    }

    [Fact]
    public async Task Ends_with_the_message_whichever_way_it_is_sent()
    {
        var group = await lines.GroupAsync();
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        await anns.SayAsync(new { type = "typing", chat_id = group, is_typing = true });
        await bobs.HearsAsync("user_typing", Is(group, true));

        await lines.SaysAsync(lines.Ann, group, "There");
        await bobs.HearsAsync("user_typing", Is(group, false));
        await lines.SaysAsync(lines.Ann, group, "And again");

        await lines.MarkAsync(bobs);
        Assert.Single(bobs.All("user_typing"), data => Is(group, false)(data));
    }

    [Fact]
    public async Task Ends_with_the_line()
    {
        var group = await lines.GroupAsync();
        var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        await anns.SayAsync(new { type = "typing", chat_id = group, is_typing = true });
        await bobs.HearsAsync("user_typing", Is(group, true));

        await anns.DisposeAsync();

        await bobs.HearsAsync("user_typing", Is(group, false));
    }

    [Fact]
    public async Task Of_who_was_removed_meanwhile_is_no_failure()
    {
        var group = await lines.GroupAsync();
        var bobs = await lines.OpenAsync(lines.Bob);
        await bobs.SayAsync(new { type = "typing", chat_id = group, is_typing = true });
        await bobs.SayAsync(new { type = "ping" });
        await bobs.HearsAsync("pong");
        await lines.ActAsync((Members m) => m.RemoveAsync(lines.Ann, group, lines.Bob));

        await bobs.DisposeAsync();

        Assert.Equal(1000, (await bobs.Closed).Code);
    }

    static Func<JsonElement, bool> Is(int chat, bool isTyping) =>
        data => data.GetProperty("chat_id").GetInt32() == chat && data.GetProperty("is_typing").GetBoolean() == isTyping;
}

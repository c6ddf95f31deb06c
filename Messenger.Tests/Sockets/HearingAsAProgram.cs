using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What programs hear of what people do, and what they do not.</summary>
public sealed class HearingAsAProgram(Lines lines) : IClassFixture<Lines>
{
    [Fact]
    public async Task A_message_is_heard_whole_by_every_other_participant()
    {
        var group = await lines.GroupAsync();
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        await using var eves = await lines.OpenAsync(lines.Eve);

        var said = await lines.SaysAsync(lines.Ann, group, "Is this thing on? 👋");

        var heard = await bobs.HearsAsync("new_message", In(group, "Is this"));
        Assert.Equal(
            (said.Id, lines.Ann, "Is this thing on? 👋", "text", "ann", said.Sequence, said.Revision),
            (Int(heard, "id"), Int(heard, "sender_id"), Text(heard, "content"), Text(heard, "message_type"), Text(heard.GetProperty("sender"), "username"),
                Int(heard, "sequence"), heard.GetProperty("revision").GetInt64()));
        await lines.MarkAsync(anns, bobs, eves);
        Assert.Single(bobs.All("new_message"), data => In(group, "Is this")(data));
        Assert.DoesNotContain(anns.All("new_message"), data => Int(data, "chat_id") == group);
        Assert.DoesNotContain(eves.All("new_message"), data => Int(data, "chat_id") == group);
    }

    [Fact]
    public async Task The_senders_own_programs_hear_it_when_they_can_tell_messages_apart()
    {
        var group = await lines.GroupAsync();
        await using var old = await lines.OpenAsync(lines.Ann);
        await using var v2 = await lines.OpenAsync(lines.Ann, isV2: true);
        Assert.Equal("messenger.v2", v2.Protocol);

        var said = await lines.SaysAsync(lines.Ann, group, "Mine");

        await v2.HearsAsync("new_message", In(group, "Mine"));
        Assert.Equal(said.Revision, v2.Heard.Last(frame => Text(frame, "type") == "new_message").GetProperty("revision").GetInt64());
        await lines.MarkAsync(old);
        Assert.DoesNotContain(old.All("new_message"), data => Int(data, "chat_id") == group);
    }

    [Fact]
    public async Task Changes_carry_the_revision_for_those_who_asked_for_it_only()
    {
        var group = await lines.GroupAsync();
        await using var old = await lines.OpenAsync(lines.Bob);
        await using var v2 = await lines.OpenAsync(lines.Bob, isV2: true);
        var said = await lines.SaysAsync(lines.Ann, group, "Helo");

        await lines.ActAsync((Messages m) => m.EditAsync(lines.Ann, said.Id, "Hello"));
        await lines.ActAsync((Messages m) => m.ReactAsync(lines.Bob, said.Id, "👍"));
        await lines.ActAsync((Messages m) => m.DeleteAsync(lines.Ann, said.Id));

        Assert.Equal("Hello", Text(await old.HearsAsync("message_updated", data => Int(data, "id") == said.Id), "content"));
        var reactions = (await old.HearsAsync("message_reaction", data => Int(data, "message_id") == said.Id)).GetProperty("reactions");
        Assert.Equal($$"""[{"emoji":"\uD83D\uDC4D","count":1,"user_ids":[{{lines.Bob}}]}]""", reactions.GetRawText());
        Assert.Equal(group, Int(await old.HearsAsync("message_deleted", data => Int(data, "id") == said.Id), "chat_id"));
        await v2.HearsAsync("message_deleted", data => Int(data, "id") == said.Id);
        var kinds = new[] { "new_message", "message_updated", "message_reaction", "message_deleted" };
        Assert.Equal([1L, 2, 3, 4], v2.Heard.Where(frame => kinds.Contains(Text(frame, "type"))).Select(frame => frame.GetProperty("revision").GetInt64() - said.Revision + 1));
        Assert.DoesNotContain(old.Heard, frame => frame.TryGetProperty("revision", out _));
    }

    [Fact]
    public async Task Who_is_removed_hears_that_and_nothing_more()
    {
        var group = await lines.GroupAsync();
        await lines.ActAsync((Members m) => m.AddAsync(lines.Ann, group, lines.Eve));
        await using var anns = await lines.OpenAsync(lines.Ann, isV2: true);
        await using var bobs = await lines.OpenAsync(lines.Bob);

        await lines.ActAsync((Members m) => m.RemoveAsync(lines.Ann, group, lines.Bob));
        await lines.SaysAsync(lines.Ann, group, "Now we are among ourselves");
        await lines.ActAsync((Chats c) => c.TypeAsync(lines.Ann, group, true));
        await lines.ActAsync((Calls c) => c.StartAsync(lines.Ann, group, "audio"));

        Assert.Equal((lines.Bob, "bob"), (await anns.HearsAsync("participant_removed", data => Int(data, "chat_id") == group)) is var gone
            ? (Int(gone, "user_id"), Text(gone.GetProperty("user"), "username")) : default);
        Assert.Equal(lines.Bob, Int(await bobs.HearsAsync("participant_removed", data => Int(data, "chat_id") == group), "user_id"));
        await lines.MarkAsync(bobs);
        Assert.Single(bobs.Heard, frame => frame.TryGetProperty("data", out var data) && data.TryGetProperty("chat_id", out var chat) && chat.GetInt32() == group);
    }

    [Fact]
    public async Task Who_is_added_hears_of_the_chat_and_the_others_of_them()
    {
        var group = await lines.GroupAsync();
        await using var bobs = await lines.OpenAsync(lines.Bob);
        await using var eves = await lines.OpenAsync(lines.Eve);

        await lines.ActAsync((Members m) => m.AddAsync(lines.Ann, group, lines.Eve));

        var chat = await eves.HearsAsync("chat_created", data => Int(data, "id") == group);
        Assert.Equal(["ann", "bob", "eve"], chat.GetProperty("participants").EnumerateArray().Select(user => Text(user, "username")).Order());
        Assert.Equal("eve", Text((await bobs.HearsAsync("participant_added", data => Int(data, "chat_id") == group)).GetProperty("user"), "username"));
        await bobs.HearsAsync("chat_updated", data => Int(data, "id") == group && data.GetProperty("participants").GetArrayLength() == 3);
    }

    [Fact]
    public async Task A_new_chat_and_a_new_name_are_heard()
    {
        await using var bobs = await lines.OpenAsync(lines.Bob);

        var group = await lines.GroupAsync();
        await bobs.HearsAsync("chat_created", data => Int(data, "id") == group && Text(data, "name") == "Hikers");
        await lines.ActAsync((Members m) => m.RenameAsync(lines.Ann, group, "Sailors"));

        var chat = await bobs.HearsAsync("chat_updated", data => Int(data, "id") == group);
        Assert.Equal("Sailors", Text(chat, "name"));
        Assert.False(chat.TryGetProperty("unread_count", out _));
    }

    [Fact]
    public async Task Reading_is_heard_by_the_author_and_by_the_readers_other_devices()
    {
        var group = await lines.GroupAsync(lines.Eve);
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        await using var bobsOther = await lines.OpenAsync(lines.Bob);
        await using var eves = await lines.OpenAsync(lines.Eve);
        var said = await lines.SaysAsync(lines.Ann, group, "Read me");

        await bobs.SayAsync(new { type = "message_read", message_id = said.Id });

        foreach (var line in new[] { anns, bobs, bobsOther })
        {
            var read = await line.HearsAsync("message_read", data => Int(data, "chat_id") == group);
            Assert.Equal((said.Id, lines.Bob), (Int(read, "message_id"), Int(read, "user_id")));
        }

        await lines.MarkAsync(eves);
        Assert.DoesNotContain(eves.All("message_read"), data => Int(data, "chat_id") == group);
    }

    [Fact]
    public async Task Coming_and_going_is_heard_by_acquaintances()
    {
        var (kim, lea) = (await lines.PersonAsync("kim"), await lines.PersonAsync("lea"));
        await lines.DoAsync((Chats chats) => chats.DirectAsync(kim, lea));
        await using var leas = await lines.OpenAsync(lea);
        await using (await lines.OpenAsync(kim))
        {
            await leas.HearsAsync("user_status", data => Int(data, "user_id") == kim && Text(data, "status") == "online");
        }

        await leas.HearsAsync("user_status", data => Int(data, "user_id") == kim && Text(data, "status") == "offline");
    }

    [Fact]
    public async Task A_call_is_heard_from_its_beginning_to_its_end()
    {
        var group = await lines.GroupAsync(lines.Eve);
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        await using var bobsOther = await lines.OpenAsync(lines.Bob);
        await using var eves = await lines.OpenAsync(lines.Eve);

        var call = await lines.DoAsync((Calls c) => c.StartAsync(lines.Ann, group, "video"));
        await lines.ActAsync((Calls c) => c.RejectAsync(lines.Eve, call.Id));
        await lines.ActAsync((Calls c) => c.AcceptAsync(lines.Bob, call.Id));
        await lines.ActAsync((Calls c) => c.EndAsync(lines.Bob, call.Id));

        var incoming = await bobs.HearsAsync("incoming_call", data => Int(data, "call_id") == call.Id);
        Assert.Equal((call.Id, group, lines.Ann, "video", "ann"), (Int(incoming, "id"), Int(incoming, "chat_id"), Int(incoming, "initiator_id"),
            Text(incoming, "call_type"), Text(incoming.GetProperty("initiator"), "username")));
        Assert.Equal(lines.Eve, Int(await anns.HearsAsync("call_rejected", data => Int(data, "call_id") == call.Id), "user_id"));
        Assert.Equal("bob", Text(await anns.HearsAsync("call_accepted", data => Int(data, "call_id") == call.Id), "username"));
        await bobsOther.HearsAsync("call_accepted", data => Int(data, "call_id") == call.Id);
        foreach (var line in new[] { anns, bobs, bobsOther, eves })
        {
            await line.HearsAsync("call_ended", data => (Int(data, "call_id"), Int(data, "ended_by")) == (call.Id, lines.Bob));
        }

        Assert.DoesNotContain(anns.All("incoming_call"), data => Int(data, "call_id") == call.Id);
        Assert.DoesNotContain(eves.All("call_accepted"), data => Int(data, "call_id") == call.Id);
        Assert.DoesNotContain(bobs.All("call_rejected"), data => Int(data, "call_id") == call.Id);
    }

    static Func<JsonElement, bool> In(int chat, string text) => data => Int(data, "chat_id") == chat && Text(data, "content")!.StartsWith(text);

    static int Int(JsonElement data, string name) => data.GetProperty(name).GetInt32();

    static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();
}

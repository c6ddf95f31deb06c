namespace Messenger.Tests;

public sealed class CallingByApi(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    Caller ann = null!, bob = null!, eve = null!;
    int chat;

    public async ValueTask InitializeAsync()
    {
        (ann, bob, eve) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("eve"));
        chat = await ann.DirectAsync(bob);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_call_rings_is_answered_and_ends()
    {
        var call = (await ann.PostAsync("/api/calls/", new { chat_id = chat, call_type = "video" })).Is(201);
        call.Has(new { chat_id = chat, initiator_id = ann.Id, call_type = "video", status = "ringing", ended_at = (string?)null });

        (await bob.PutAsync($"/api/calls/{call.Id}/accept")).Is(200);
        (await bob.PutAsync($"/api/calls/{call.Id}/accept")).Refuses(409);
        (await ann.PutAsync($"/api/calls/{call.Id}/end")).Is(200);
        (await ann.PutAsync($"/api/calls/{call.Id}/end")).Refuses(409);

        Assert.Single((await bob.GetAsync("/api/calls/history")).Items).AssertHas(new { id = call.Id, status = "ended" });
    }

    [Fact]
    public async Task A_call_is_audio_unless_said_otherwise_and_can_be_declined()
    {
        var call = (await ann.PostAsync("/api/calls/", new { chat_id = chat })).Is(201).Has(new { call_type = "audio" });

        (await ann.PutAsync($"/api/calls/{call.Id}/reject")).Refuses(409);
        (await bob.PutAsync($"/api/calls/{call.Id}/reject")).Is(200);

        Assert.Single((await ann.GetAsync("/api/calls/history")).Items).AssertHas(new { status = "rejected" });
    }

    [Fact]
    public async Task There_is_one_call_in_a_chat()
    {
        var call = (await ann.PostAsync("/api/calls/", new { chat_id = chat })).Is(201);
        (await bob.PutAsync($"/api/calls/{call.Id}/accept")).Is(200);

        (await bob.PostAsync("/api/calls/", new { chat_id = chat })).Refuses(409);
    }

    [Fact]
    public async Task Calling_again_after_a_reload_leaves_a_missed_call()
    {
        await ann.PostAsync("/api/calls/", new { chat_id = chat });
        await ann.PostAsync("/api/calls/", new { chat_id = chat });

        Assert.Equal(["ringing", "missed"], (await ann.GetAsync("/api/calls/history")).Items.Select(call => call.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Two_who_call_each_other_at_once_are_in_one_call()
    {
        for (var i = 0; i < 100; i++)
        {
            var both = await Task.WhenAll(new[] { ann, bob }.Select(caller => caller.PostAsync("/api/calls/", new { chat_id = chat })));

            Assert.Equal(both[0].Is(201).Id, both[1].Is(201).Id);
            Assert.Equal(["ringing", "active"], both.Select(answer => answer["status"].GetString()).OrderDescending());
            (await ann.PutAsync($"/api/calls/{both[0].Id}/end")).Is(200);
            Assert.Equal("ended", (await bob.GetAsync($"/api/calls/{both[0].Id}")).Is(200)["status"].GetString());
        }

        Assert.Equal(100, (await ann.GetAsync("/api/calls/history?limit=100")).Items.Count());
        Assert.Empty((await ann.GetAsync("/api/calls/history?skip=100")).Items);
    }

    [Fact]
    public async Task Hanging_up_in_a_group_leaves_the_others()
    {
        var group = await ann.GroupAsync(bob, eve);
        var call = (await ann.PostAsync("/api/calls/", new { chat_id = group })).Is(201).Id;
        (await bob.PutAsync($"/api/calls/{call}/accept")).Is(200);
        (await eve.PutAsync($"/api/calls/{call}/end")).Refuses(409);
        (await eve.PutAsync($"/api/calls/{call}/accept")).Is(200);

        (await ann.PutAsync($"/api/calls/{call}/end")).Is(200);

        (await ann.PutAsync($"/api/calls/{call}/end")).Refuses(409);
        (await bob.GetAsync($"/api/calls/{call}")).Has(new { status = "active" });
        (await eve.PutAsync($"/api/calls/{call}/end")).Is(200);
        (await bob.GetAsync($"/api/calls/{call}")).Has(new { status = "ended" });
    }

    [Fact]
    public async Task Declining_in_a_group_stops_ones_own_devices_until_nobody_is_left_to_answer()
    {
        var group = await ann.GroupAsync(bob, eve);
        var call = (await ann.PostAsync("/api/calls/", new { chat_id = group })).Is(201).Id;

        (await bob.PutAsync($"/api/calls/{call}/reject")).Is(200);
        (await bob.PutAsync($"/api/calls/{call}/reject")).Is(200);
        (await eve.GetAsync($"/api/calls/{call}")).Has(new { status = "ringing" });
        (await eve.PutAsync($"/api/calls/{call}/reject")).Is(200);

        (await eve.GetAsync($"/api/calls/{call}")).Has(new { status = "rejected" });
    }

    [Fact]
    public async Task It_leaves_a_line_in_the_chat_which_is_unread_when_it_was_missed()
    {
        await ann.PutAsync($"/api/calls/{(await ann.PostAsync("/api/calls/", new { chat_id = chat, call_type = "video" })).Id}/end");
        await bob.PutAsync($"/api/calls/{(await ann.PostAsync("/api/calls/", new { chat_id = chat })).Id}/accept");
        await ann.PutAsync($"/api/calls/{(await ann.GetAsync("/api/calls/history")).Items.First().GetProperty("id")}/end");

        var lines = (await bob.GetAsync($"/api/chats/{chat}/messages")).Items.ToList();

        Assert.All(lines, line => line.AssertHas(new { message_type = "system", sender_id = ann.Id }));
        Assert.Equal($"Missed video call from {ann.Username}", lines[0].GetProperty("content").GetString());
        Assert.StartsWith("Voice call, 0:0", lines[1].GetProperty("content").GetString());
        Assert.Equal((1, 0), ((await bob.GetAsync($"/api/chats/{chat}"))["unread_count"].GetInt32(), (await ann.GetAsync($"/api/chats/{chat}"))["unread_count"].GetInt32()));
    }

    [Fact]
    public async Task It_does_not_exist_for_strangers()
    {
        var call = (await ann.PostAsync("/api/calls/", new { chat_id = chat })).Is(201);

        (await eve.PostAsync("/api/calls/", new { chat_id = chat })).Refuses(404);
        foreach (var act in new[] { "accept", "reject", "end" })
        {
            (await eve.PutAsync($"/api/calls/{call.Id}/{act}")).Refuses(404);
        }

        Assert.Empty((await eve.GetAsync("/api/calls/history")).Items);
    }

    [Fact]
    public async Task What_makes_no_sense_names_its_field()
    {
        (await ann.PostAsync("/api/calls/", new { call_type = "audio" })).Refuses(422, "chat_id");
        (await ann.PostAsync("/api/calls/", new { chat_id = chat, call_type = "smoke" })).Refuses(422, "call_type");
    }
}

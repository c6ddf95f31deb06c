using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What programs and pages hear of calls, and what they do not.</summary>
public sealed class HearingCalls(Lines lines) : IClassFixture<Lines>
{
    [Fact]
    public async Task Is_not_of_what_the_same_session_did()
    {
        var chat = await lines.DirectAsync();
        var tokens = (Ann: await lines.TokenAsync(lines.Ann), Bob: await lines.TokenAsync(lines.Bob));
        await using var anns = await Line.OpenAsync(lines.Home, tokens.Ann);
        await using var bobs = await Line.OpenAsync(lines.Home, tokens.Bob);
        await using var bobsOther = await lines.OpenAsync(lines.Bob);
        var caller = await lines.CallerAsync();
        var (ann, bob) = (caller with { Token = tokens.Ann }, caller with { Token = tokens.Bob });

        var first = (await ann.PostAsync("/api/calls/", new { chat_id = chat })).Is(201).Id;
        (await bob.PutAsync($"/api/calls/{first}/reject")).Is(200);
        var second = (await ann.PostAsync("/api/calls/", new { chat_id = chat })).Is(201).Id;
        (await bob.PutAsync($"/api/calls/{second}/accept")).Is(200);
        (await bob.PutAsync($"/api/calls/{second}/end")).Is(200);

        await anns.HearsAsync("call_rejected", Of(first));
        await anns.HearsAsync("call_accepted", Of(second));
        await anns.HearsAsync("call_ended", Of(second));
        await bobsOther.HearsAsync("call_ended", Of(first));
        await bobsOther.HearsAsync("call_accepted", Of(second));
        await bobsOther.HearsAsync("call_ended", Of(second));
        await lines.MarkAsync(bobs);
        Assert.Empty(bobs.All("call_accepted").Concat(bobs.All("call_ended")).Concat(bobs.All("call_rejected")));
    }

    [Fact]
    public async Task Is_of_how_it_stands_whenever_that_changes()
    {
        var group = await lines.GroupAsync(lines.Eve);
        await using var eves = await lines.OpenAsync(lines.Eve);

        var call = await lines.DoAsync((Calls c) => c.StartAsync(lines.Ann, group, "audio", "anns"));
        await lines.ActAsync((Calls c) => c.AcceptAsync(lines.Bob, call.Id));
        await lines.ActAsync((Calls c) => c.RejectAsync(lines.Eve, call.Id));
        await lines.ActAsync((Calls c) => c.LeaveAsync(lines.Ann, call.Id));

        await eves.HearsAsync("call_updated", data => Of(call.Id)(data) && data.GetProperty("status").GetString() == "ended");
        Assert.Equal(
            [
                $"ringing {lines.Ann} in anns", $"active {lines.Ann} in anns, {lines.Bob} in ",
                $"active {lines.Ann} in anns, {lines.Bob} in , {lines.Eve} declined ", $"ended {lines.Ann} left anns, {lines.Bob} left , {lines.Eve} declined ",
            ],
            eves.All("call_updated").Where(Of(call.Id)).Select(data => $"{data.GetProperty("status").GetString()} {string.Join(", ", data.GetProperty("participants")
                .EnumerateArray().Select(one => $"{one.GetProperty("user_id")} {one.GetProperty("state")} {one.GetProperty("party")}"))}"));
        await lines.DoAsync((Messages m) => m.PostAsync(lines.Ann, group, "The end"));
        var line = await eves.HearsAsync("new_message", data => data.GetProperty("chat_id").GetInt32() == group && data.GetProperty("message_type").GetString() == "system");
        Assert.StartsWith("Voice call, 0:0", line.GetProperty("content").GetString());
    }

    /// <summary>Who is in another call, or has blocked who calls a group, is not rung: a program would.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_of_no_ringing_where_it_is_only_to_be_shown(bool isBlocked)
    {
        var kim = await lines.PersonAsync($"kim{isBlocked}");
        var group = await lines.GroupAsync(lines.Eve, kim);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        await using var kims = await lines.OpenAsync(kim);
        var other = isBlocked ? null : await lines.DoAsync(async (Calls c) =>
            await c.AcceptAsync(lines.Bob, (await c.StartAsync(lines.Ann, await lines.DirectAsync(), "audio")).Id));
        await lines.ActAsync((Blocks b) => isBlocked ? b.BlockAsync(lines.Bob, lines.Eve) : Task.CompletedTask);

        var call = await lines.DoAsync((Calls c) => c.StartAsync(lines.Eve, group, "audio"));

        await kims.HearsAsync("incoming_call", Of(call.Id));
        var told = await bobs.HearsAsync("call_updated", Of(call.Id));
        Assert.Contains(told.GetProperty("participants").EnumerateArray(), one => (one.GetProperty("user_id").GetInt32(), one.GetProperty("state").GetString()) == (lines.Bob, "busy"));
        await lines.MarkAsync(bobs);
        Assert.DoesNotContain(bobs.All("incoming_call"), data => Of(call.Id)(data));
        await lines.ActAsync((Calls c) => c.EndAsync(lines.Eve, call.Id));
        await lines.ActAsync((Calls c) => other is null ? Task.CompletedTask : c.EndAsync(lines.Bob, other.Id));
        await lines.ActAsync((Blocks b) => b.UnblockAsync(lines.Bob, lines.Eve));
    }

    [Fact]
    public async Task Is_of_signals_to_whatever_one_has_or_to_one_page()
    {
        var chat = await lines.DirectAsync();
        using var browser = await lines.LogInAsync("bob");
        await using var page = await OpenPage.OfAsync(lines.Home, browser);
        await using var elsewhere = await OpenPage.OfAsync(lines.Home, browser);
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        var call = await lines.DoAsync((Calls c) => c.StartAsync(lines.Ann, chat, "audio"));
        Assert.False(await page.RenewAsync(call.Id, "bobs"));
        await lines.ActAsync((Calls c) => c.AcceptAsync(lines.Bob, call.Id, "bobs"));
        Assert.Equal((true, false), (await page.RenewAsync(call.Id, "bobs"), await elsewhere.RenewAsync(call.Id, "another")));

        await anns.SayAsync(new { type = "webrtc_signal", target_user_id = lines.Bob, data = new { type = "offer" } });
        await anns.SayAsync(new { type = "webrtc_signal", target_user_id = lines.Bob, data = new { type = "ice-candidate", call_id = call.Id, to_party = "bobs" } });
        Assert.True(await page.SignalAsync(lines.Ann, """{"type":"answer","from_party":"bobs"}"""));
        Assert.False(await page.SignalAsync(lines.Eve, """{"type":"answer"}"""));

        await Eventually.TrueAsync(() => page.Signals.Count >= 2);
        Assert.Equal(
            [(lines.Ann, """{"type":"offer"}"""), (lines.Ann, $$"""{"type":"ice-candidate","call_id":{{call.Id}},"to_party":"bobs"}""")], page.Signals);
        Assert.Equal("""{"type":"answer","from_party":"bobs"}""", (await anns.HearsAsync("webrtc_signal")).GetProperty("signal").GetRawText());
        await bobs.HearsAsync("webrtc_signal", data => data.GetProperty("signal_type").GetString() == "offer");
        await lines.MarkAsync(bobs);
        Assert.Single(bobs.All("webrtc_signal"));
        Assert.Empty(elsewhere.Signals);

        // As long as a signal may be, and its frame.
        Assert.True(await page.SignalAsync(lines.Ann, $$"""{"type":"offer","sdp":"{{new string('x', 65_000)}}"}"""));
        await lines.ActAsync((Calls c) => c.EndAsync(lines.Ann, call.Id));
        Assert.False(await page.RenewAsync(call.Id, "bobs"));
        Assert.False(await page.SignalAsync(lines.Ann, """{"type":"answer"}"""));
    }

    [Fact]
    public async Task Is_of_what_an_old_program_said_before_the_page_was_opened_and_once()
    {
        var chat = await lines.DirectAsync();
        using var browser = await lines.LogInAsync("bob");
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        var call = await lines.DoAsync((Calls c) => c.StartAsync(lines.Ann, chat, "audio"));
        string[] early = ["""{"type":"offer"}""", """{"type":"ice-candidate","n":1}""", """{"type":"ice-candidate","n":2}"""];
        foreach (var data in early)
        {
            await anns.SayAsync($$"""{"type":"webrtc_signal","target_user_id":{{lines.Bob}},"data":{{data}}}""");
        }

        await Eventually.TrueAsync(() => bobs.All("webrtc_signal").Count(one => one.GetProperty("from_user_id").GetInt32() == lines.Ann) == early.Length);
        await lines.ActAsync((Calls c) => c.AcceptAsync(lines.Bob, call.Id, "bobs"));
        await using (var page = await OpenPage.OfAsync(lines.Home, browser))
        {
            Assert.True(await page.RenewAsync(call.Id, "bobs"));
            await anns.SayAsync(new { type = "webrtc_signal", target_user_id = lines.Bob, data = new { type = "ice-candidate", n = 3 } });

            await Eventually.TrueAsync(() => page.Signals.Count >= early.Length + 1);
            Assert.Equal([.. early, """{"type":"ice-candidate","n":3}"""], page.Signals.Select(signal => signal.Json));
        }

        await using var reloaded = await OpenPage.OfAsync(lines.Home, browser);
        Assert.True(await reloaded.RenewAsync(call.Id, "bobs"));
        Assert.Empty(reloaded.Signals);
        await lines.ActAsync((Calls c) => c.EndAsync(lines.Ann, call.Id));
    }

    [Fact]
    public async Task Is_of_a_new_one_at_once_when_the_programs_in_the_old_one_were_started_anew()
    {
        var chat = await lines.DirectAsync();
        var token = await lines.TokenAsync(lines.Bob);
        var (old, bob) = (await Line.OpenAsync(lines.Home, token), await lines.CallerAsync() with { Token = token });
        await using var anns = await lines.OpenAsync(lines.Ann);
        var call = await lines.DoAsync((Calls c) => c.StartAsync(lines.Ann, chat, "audio"));
        (await bob.PutAsync($"/api/calls/{call.Id}/accept")).Is(200);
        (await bob.PostAsync("/api/calls/", new { chat_id = chat })).Refuses(409);

        await old.DisposeAsync();
        await Eventually.TrueAsync(() => lines.Sockets.Get(lines.Bob).Length == 0);
        await using var reloaded = await Line.OpenAsync(lines.Home, token);
        var next = (await bob.PostAsync("/api/calls/", new { chat_id = chat })).Is(201).Has(new { status = "ringing" }).Id;

        await anns.HearsAsync("call_ended", Of(call.Id));
        await anns.HearsAsync("incoming_call", Of(next));
        await lines.ActAsync((Calls c) => c.EndAsync(lines.Bob, next));
    }

    static Func<JsonElement, bool> Of(int call) => data => data.GetProperty("call_id").GetInt32() == call;
}

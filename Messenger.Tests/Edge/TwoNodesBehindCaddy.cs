using System.Net;
using System.Net.Http.Json;

namespace Messenger.Tests;

/// <summary>People and programs who see one address, and do not know how many nodes there are.</summary>
[RunsOnce]
public sealed class TwoNodesBehindCaddy(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task Are_one_messenger_for_pages_programs_files_and_sockets()
    {
        var ann = await JoinAsync("ann");
        var chat = await ann.GroupAsync();
        var sent = (await ann.PostAsync($"/api/chats/{chat}/messages", SharingFilesByApi.Form("Look", ("note.txt", "Low tide"u8.ToArray())))).Is(201);
        await using var line = await Line.OpenAsync(nodes.Home, ann.Token!);

        await line.SayAsync(new { type = "ping" });
        await line.HearsAsync("pong");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("Look", Assert.Single((await ann.GetAsync($"/api/chats/{chat}/messages")).Is(200).Items, message => message.GetProperty("id").GetInt32() == sent.Id).GetProperty("content").GetString());
            Assert.Equal("Low tide", (await ann.GetAsync(sent["file_url"].GetString()!)).Is(200).Text);
        }
    }

    [Fact]
    public async Task Keep_what_proves_something_out_of_the_log_of_Caddy()
    {
        var ann = await JoinAsync("bea");
        await using (var line = await Line.OpenAsync(nodes.Home, ann.Token!))
        {
            await line.SayAsync(new { type = "ping" });
            await line.HearsAsync("pong");
        }

        using var http = nodes.Caddy.Client();
        using (await http.GetAsync("/account/reset?token=1.SECRET&then=here", TestContext.Current.CancellationToken))
        using (await http.GetAsync("/nowhere?a=b&refresh_token=SECRET", TestContext.Current.CancellationToken))
        {
            await Eventually.TrueAsync(() => nodes.Caddy.Log.Any(said => said.Contains("refresh_token=…")) && nodes.Caddy.Log.Any(said => said.Contains("\"uri\":\"/ws/…\"")),
                () => string.Join('\n', nodes.Caddy.Log));
        }

        Assert.Contains(nodes.Caddy.Log, said => said.Contains("/account/reset?token=…&then=here"));
        Assert.DoesNotContain(nodes.Caddy.Log, said => said.Contains("SECRET") || said.Contains(ann.Token!) || said.Contains("Authorization"));
    }

    [Fact]
    public async Task Lose_nothing_when_one_is_killed_or_asked_to_end()
    {
        using var crowd = await Crowd.GatherAsync(nodes.Home, 4, isBehindCaddy: true);
        var isOver = false;
        var sending = crowd.SendAsync(nodes.Home, () => !isOver, () => Eventually.TrueAsync(() => TwoNodes.IsReadyAsync(nodes.Home)));
        try
        {
            await crowd.GoesOnAsync(11);
            await nodes.Nodes[0].KillAsync();
            await crowd.GoesOnAsync(11);
            await nodes.Nodes[0].StartAsync();
            await Eventually.TrueAsync(() => TwoNodes.IsReadyAsync(nodes.Nodes[0].Home));

            Assert.Equal(0, await nodes.Nodes[1].TerminateAsync().WaitAsync(Promised.End, TestContext.Current.CancellationToken));
            await crowd.GoesOnAsync(11);
            await nodes.Nodes[1].StartAsync();
            await crowd.GoesOnAsync(11);
        }
        finally
        {
            isOver = true;
        }

        await sending;
        await crowd.AssertAllThereAsync();
    }

    [Fact]
    public async Task Say_themselves_what_is_wrong_while_none_is_ready()
    {
        using var http = nodes.Caddy.Client();
        await nodes.Postgres.StopAsync();
        try
        {
            // It asks for each of its two ways.
            await Eventually.TrueAsync(() => nodes.Nodes.All(node => nodes.Caddy.Log.Count(said => said.Contains("\"status_code\":503,") && said.Contains($":{node.Home.Port}\"")) >= 2));
            using var answer = await http.PostAsJsonAsync("/api/auth/login", new { email = "ann", password = Server.Password }, TestContext.Current.CancellationToken);
            using var page = await http.GetAsync("/account/login", TestContext.Current.CancellationToken);

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains("<form", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            await nodes.Postgres.StartAgainAsync();
        }

        await Eventually.TrueAsync(() => TwoNodes.IsReadyAsync(nodes.Home));
    }

    async Task<Caller> JoinAsync(string name)
    {
        var caller = new Caller(nodes.Home, await Manual.OfAsync(nodes.Home)) { Username = name };
        (await caller.PostAsync("/api/auth/register", new { email = caller.Email(), username = name, password = Server.Password })).Is(201);
        return await caller.LogInAsync();
    }
}

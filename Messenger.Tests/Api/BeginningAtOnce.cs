using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>Two people may do the same thing at the same moment. That is no failure, and nobody is to find one in the log.</summary>
public sealed class BeginningAtOnce(BeginningAtOnce.Listener server) : IClassFixture<BeginningAtOnce.Listener>
{
    public sealed class Listener : Server
    {
        public LogCapture Heard { get; } = new();

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(Heard);
    }

    [Fact]
    public async Task A_direct_chat_leaves_nothing_in_the_log()
    {
        var ann = await server.JoinAsync();
        for (var i = 0; i < 10; i++)
        {
            var bob = await server.JoinAsync("bob");
            var chats = await AtOnceAsync(k => k % 2 == 0 ? ann.DirectAsync(bob) : bob.DirectAsync(ann));
            Assert.Single(chats.Distinct());
        }

        AssertQuiet();
    }

    [Fact]
    public async Task An_account_leaves_nothing_in_the_log()
    {
        var nobody = await server.CallerAsync();
        var wanted = new { email = "same@example.org", username = "same", password = Server.Password };

        var answers = await AtOnceAsync(_ => nobody.PostAsync("/api/auth/register", wanted));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers, answer => Assert.True(answer.Status is 201 or 400, answer.Text));
        AssertQuiet();
    }

    /// <summary>One at a time within a chat, but not in two.</summary>
    [Fact]
    public async Task One_client_id_with_files_in_two_chats_leaves_nothing_in_the_log()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        int[] chats = [await ann.DirectAsync(bob), await ann.DirectAsync(ann)];

        for (var i = 0; i < 10; i++)
        {
            var clientId = Guid.NewGuid();
            var answers = await AtOnceAsync(k => ann.PostAsync($"/api/chats/{chats[k % 2]}/messages", Form(clientId)));
            Assert.All(answers, answer => Assert.True(answer.Status is 200 or 201 or 422, answer.Text));
        }

        AssertQuiet();
    }

    [Fact]
    public async Task A_reaction_a_member_and_a_refresh_leave_nothing_in_the_log()
    {
        var (ann, bob, cleo) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"));
        var group = await ann.GroupAsync(bob);
        var message = (await ann.SayAsync(group, "Hello")).Id;

        await AtOnceAsync(_ => bob.PutAsync($"/api/chats/messages/{message}/reactions/👍"));
        await AtOnceAsync(_ => ann.PostAsync($"/api/chats/{group}/participants/{cleo.Id}"));
        await AtOnceAsync(_ => bob.RefreshAsync());
        await AtOnceAsync(_ => bob.PostAsync($"/api/chats/{group}/read"));

        AssertQuiet();
    }

    static MultipartFormDataContent Form(Guid clientId) => new()
    {
        { new ByteArrayContent("Low"u8.ToArray()), "file", "notes.txt" }, { new StringContent($"{clientId}"), "client_id" },
    };

    // Each of these would come with a stack; that a busy machine is late is another thing.
    void AssertQuiet() => Assert.DoesNotContain(server.Heard.Lines.Select(line => line.Text),
        text => text.StartsWith("Microsoft.EntityFrameworkCore") || text.Contains("UNIQUE") || text.Contains("duplicate key"));

    static Task<T[]> AtOnceAsync<T>(Func<int, Task<T>> act) => Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => act(i))));
}

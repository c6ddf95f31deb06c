namespace Messenger.Tests;

/// <summary>A message or a name of nothing but invisible characters, at every door that takes one.</summary>
public sealed class SayingWhatNobodySees(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("\u200b")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u3164\u3164")]
    public async Task Is_refused(string nothing)
    {
        var (ann, bob) = (await server.JoinAsync($"ann{Random.Shared.Next()}"), await server.JoinAsync($"bob{Random.Shared.Next()}"));
        var group = await ann.GroupAsync(bob);
        var hello = (await ann.SayAsync(group, "Hello")).Id;

        (await ann.PostAsync($"/api/chats/{group}/messages", new { content = nothing })).Refuses(422, "content");
        (await ann.PutAsync($"/api/chats/messages/{hello}", new { content = nothing })).Refuses(422, "content");
        (await ann.PostAsync("/api/chats/", new { participant_ids = new[] { bob.Id }, is_group = true, name = nothing })).Refuses(422, "name");
        (await ann.PatchAsync($"/api/chats/{group}", new { name = nothing })).Refuses(422, "name");
        (await ann.PutAsync("/api/users/me", new { full_name = nothing })).Refuses(422, "full_name");
        (await ann.PostAsync("/api/auth/register", new { email = "c@example.org", username = nothing, password = Server.Password })).Refuses(422, "username");
        (await ann.PostAsync("/api/auth/register", new { email = "c@example.org", username = "cleo", full_name = nothing, password = Server.Password }))
            .Refuses(422, "full_name");
        (await ann.PutAsync($"/api/chats/messages/{hello}/reactions/{nothing}")).Refuses(422, "emoji");
        (await ann.GetAsync($"/api/chats/{group}/messages")).Is(200);
    }

    [Fact]
    public async Task Nor_does_a_page_take_it()
    {
        using var ann = await server.RegisterAsync("ann");
        var group = await ann.GroupAsync("Hikers");

        var answer = await ann.ActAsync($"/chats/{group}", ("text", "\u2800"));

        Assert.Equal(422, (int)answer.Status);
        Assert.Contains("Write something first.", answer.Words);
        Assert.Equal(422, (int)await ann.StatusOfAsync($"/chats/{group}/name", ("name", "\u3164")));
    }

    /// <summary>Signs of Arabic that Unicode files under "format", and that are drawn.</summary>
    [Fact]
    public async Task What_is_drawn_is_taken()
    {
        var (ann, bob) = (await server.JoinAsync($"ann{Random.Shared.Next()}"), await server.JoinAsync($"bob{Random.Shared.Next()}"));

        (await ann.PostAsync($"/api/chats/{await ann.DirectAsync(bob)}/messages", new { content = "\u06DD" })).Is(201);
        (await ann.PutAsync("/api/users/me", new { full_name = "\u2800Ann \u06DD\u3164" })).Is(200).Has(new { full_name = "Ann \u06DD" });
        (await ann.PutAsync("/api/users/me", new { full_name = "Ann ❤️\u200B" })).Is(200).Has(new { full_name = "Ann ❤️" });
    }

    [Fact]
    public async Task Both_spellings_of_a_reaction_count_as_one()
    {
        var (ann, bob) = (await server.JoinAsync($"ann{Random.Shared.Next()}"), await server.JoinAsync($"bob{Random.Shared.Next()}"));
        var hello = (await ann.SayAsync(await ann.DirectAsync(bob), "Hello")).Id;

        await ann.PutAsync($"/api/chats/messages/{hello}/reactions/❤");
        var both = await bob.PutAsync($"/api/chats/messages/{hello}/reactions/❤️");

        both.Is(200).Has(new { reactions = new[] { new { emoji = "❤️", count = 2, user_ids = new[] { ann.Id, bob.Id } } } });
        (await ann.DeleteAsync($"/api/chats/messages/{hello}/reactions/❤️")).Is(200).Has(new { reactions = new[] { new { emoji = "❤️", count = 1, user_ids = new[] { bob.Id } } } });
    }
}

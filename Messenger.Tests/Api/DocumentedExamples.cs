namespace Messenger.Tests;

/// <summary>What docs/api shows is what a server answers, page by page and in order.</summary>
public sealed class DocumentedExamples
{
    static readonly string folder = Path.Combine(EveryText.Root, "docs/api");

    public static TheoryData<string> Pages => [.. Directory.GetFiles(folder, "*.md").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Are_answered_as_written(string page)
    {
        await using var server = new Server();
        await server.InitializeAsync();
        var examples = Example.In(await File.ReadAllTextAsync(Path.Combine(folder, page), TestContext.Current.CancellationToken));
        var caller = await server.CallerAsync();
        var values = page == "auth.md" ? [] : await PeopleAsync(server, caller);

        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var answer = await caller.SendAsync(example.Ask(server.Home, values));
            var faults = example.Faults(answer).ToList();
            Assert.True(faults.Count == 0, $"{page}: {example.Request}\n{string.Join('\n', faults)}");
            Remember(values, answer);
        }
    }

    // Ann, Bob and Cleo, and the chat of Ann and Bob.
    static async Task<Dictionary<string, string>> PeopleAsync(Server server, Caller caller)
    {
        Dictionary<string, string> values = [];
        foreach (var name in new[] { "ann", "bob", "cleo" })
        {
            var user = await caller.PostAsync("/api/auth/register", new { email = $"{name}@example.org", username = name, password = Server.Password });
            values[name.ToUpperInvariant()] = (await server.TokensAsync(user.Is(201).Id)).Access;
        }

        (await (caller with { Token = values["ANN"] }).PostAsync("/api/chats/", new { participant_ids = new[] { 2 } })).Is(201);
        return values;
    }

    static void Remember(Dictionary<string, string> values, Answer answer)
    {
        foreach (var (field, name) in new[] { ("access_token", "ANN"), ("refresh_token", "REFRESH"), ("epoch", "EPOCH") })
        {
            if (answer.Json.ValueKind == System.Text.Json.JsonValueKind.Object && answer.Json.TryGetProperty(field, out var value))
            {
                values[name] = value.GetString()!;
            }
        }
    }
}

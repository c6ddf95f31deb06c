using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messenger.Tests;

/// <summary>What one device knows of a chat, which asks only for what changed.</summary>
sealed class Device(Caller caller, int chat)
{
    readonly SortedDictionary<int, JsonElement> messages = [];
    JsonElement about;
    string epoch = "";
    long revision;

    /// <returns>How much it was told.</returns>
    public async Task<int> CatchUpAsync()
    {
        var changes = (await caller.GetAsync($"/api/chats/{chat}/changes?after={revision}&epoch={epoch}")).Is(200);
        Assert.False(changes["reload"].GetBoolean());
        var (changed, deleted) = (changes.Json.List("messages"), changes.Json.List("deleted"));
        AssertNoneTwice([.. changed, .. deleted]);
        Assert.All(changed, message => Assert.True(message.GetProperty("revision").GetInt64() > revision));
        foreach (var message in changed)
        {
            messages[Sequence(message)] = message;
        }

        foreach (var message in deleted)
        {
            messages.Remove(Sequence(message));
        }

        var isAbout = changes["chat"].ValueKind == JsonValueKind.Object;
        (about, epoch, revision) = (isAbout ? changes["chat"] : about, changes["epoch"].GetString()!, changes["revision"].GetInt64());
        return changed.Count + deleted.Count + (isAbout ? 1 : 0);
    }

    /// <summary>As one who reads everything from the beginning.</summary>
    public async Task AssertKnowsAllAsync()
    {
        List<JsonElement> all = [];
        for (var page = await PageAsync(""); page.Count > 0; page = await PageAsync($"?limit=100&before={page[0].GetProperty("id")}"))
        {
            all.InsertRange(0, page);
        }

        Assert.Equal(all.Select(Comparable), messages.Values.Select(Comparable));
        var now = (await caller.GetAsync($"/api/chats/{chat}")).Is(200);
        Assert.Equal(revision, now["revision"].GetInt64());
        Assert.Equal(now["name"].GetString(), about.GetProperty("name").GetString());
        Assert.Equal(now.Json.List("participants").Ids(), about.List("participants").Ids());
    }

    async Task<IReadOnlyList<JsonElement>> PageAsync(string query) => (await caller.GetAsync($"/api/chats/{chat}/messages{query}")).Is(200).Items;

    static void AssertNoneTwice(IReadOnlyList<JsonElement> told) => Assert.Equal(told.Count, told.Select(Sequence).Distinct().Count());

    static int Sequence(JsonElement message) => message.GetProperty("sequence").GetInt32();

    // Reading is no change of a message and takes no revision.
    static string Comparable(JsonElement message)
    {
        var node = JsonNode.Parse(message.GetRawText())!.AsObject();
        node.Remove("read_by");
        return node.ToJsonString();
    }
}

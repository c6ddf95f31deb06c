namespace Messenger.Tests;

/// <summary>A lively group: posts, edits, deletions, reactions, names, joining and leaving, as chance will have it.</summary>
sealed class Traffic(int group, Caller owner, Caller[] members, Caller newcomer, Random chance)
{
    static readonly string[] emoji = ["👍", "❤️", "😂"];

    readonly List<(Caller Author, int Id)> said = [];

    public async Task GoAsync(int acts)
    {
        for (var act = 0; act < acts; act++)
        {
            await ActAsync(act);
        }
    }

    // Some of it is refused, such as changing what is deleted; that is no change.
    async Task ActAsync(int act)
    {
        var (author, id) = said.Count > 0 ? said[chance.Next(said.Count)] : default;
        var somebody = chance.Next(members.Length + 1) is var who && who < members.Length ? members[who] : owner;
        switch (author is null ? 0 : chance.Next(14))
        {
            case < 6:
                said.Add((somebody, (await somebody.SayAsync(group, $"Message {act}")).Id));
                break;
            case < 9:
                await author!.PutAsync($"/api/chats/messages/{id}", new { content = $"Changed {act}" });
                break;
            case 9:
                await author!.DeleteAsync($"/api/chats/messages/{id}");
                break;
            case < 12:
                var path = $"/api/chats/messages/{id}/reactions/{emoji[chance.Next(emoji.Length)]}";
                await (chance.Next(3) == 0 ? somebody.DeleteAsync(path) : somebody.PutAsync(path));
                break;
            case 12:
                await owner.PatchAsync($"/api/chats/{group}", new { name = $"Hikers {act}" });
                break;
            default:
                var place = $"/api/chats/{group}/participants/{newcomer.Id}";
                await (chance.Next(2) == 0 ? owner.DeleteAsync(place) : owner.PostAsync(place));
                break;
        }
    }
}

namespace Messenger.Web;

/// <summary>Looks whether the nodes hear each other, and when each was heard of last.</summary>
sealed class RedisHealth(RedisLine line, RedisPresence presence, TimeProvider time, Texts texts) : IHealthCheck
{
    public string Icon => "people";

    public string Name => texts["Nodes"];

    public async Task<HealthFinding> LookAsync(CancellationToken late)
    {
        if (line.Up is not { } up)
        {
            return new(HealthState.Doubtful, texts["Redis is away. Messages get to other nodes some seconds later; who is here and calls between nodes do not. Start it again."]);
        }

        var use = await up.GetUseAsync().WaitAsync(late);
        var holds = texts["Redis answers and holds {0}.", FileDisplay.Size(use.Memory, texts)];
        var nodes = presence.Nodes.OrderBy(node => node.HeardAt).ToList();
        var all = nodes is []
            ? texts["No other node was heard of."]
            : texts["Other nodes: {0}.", string.Join(", ", nodes.Select(node => texts["{0} {1} s ago", node.Name, (int)(time.GetUtcNow() - node.HeardAt).TotalSeconds]))];
        var isSilent = nodes is [var first, ..] && time.GetUtcNow() - first.HeardAt > NodePeople.Life;
        return new(isSilent ? HealthState.Doubtful : HealthState.Well, $"{holds} {all}");
    }
}

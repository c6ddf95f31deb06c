namespace Messenger.Bench;

/// <summary>Groups with members, messages, and everybody up to date with them.</summary>
public static class TestGroups
{
    const int AtOnce = 16;

    /// <summary>Places in the groups: first one for everybody in turn, then whoever chance picks.</summary>
    /// <returns>For each group the numbers of its members.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Deal(MixOptions mix, Random random)
    {
        List<List<int>> groups = [.. Enumerable.Range(0, mix.Groups).Select(_ => new List<int>())];
        for (var person = 0; person < Math.Min(mix.People, mix.Groups * mix.Members); person++)
        {
            groups[person % mix.Groups].Add(person);
        }

        foreach (var group in groups)
        {
            var others = Enumerable.Range(0, mix.People).Except(group).ToArray();
            random.Shuffle(others);
            group.AddRange(others.Take(mix.Members - group.Count));
        }

        return groups;
    }

    public static async Task<IReadOnlyList<TestGroup>> FillAsync(Bench bench, IReadOnlyList<TestUser> people, Random random)
    {
        List<TestGroup> groups = [];
        foreach (var places in Deal(bench.Options.Mix, random))
        {
            List<TestUser> members = [.. places.Select(place => people[place])];
            var name = $"Group {groups.Count} of the mix";
            groups.Add(new TestGroup(await bench.Api.StartGroupAsync(members, name), name, members));
        }

        await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (group, _) => await FillAsync(bench, group));
        return groups;
    }

    static async Task FillAsync(Bench bench, TestGroup group)
    {
        using var connection = await HttpConnection.OpenAsync(bench.Home);
        for (var i = 0; i < bench.Options.Mix.Messages; i++)
        {
            await MessageSend.SendAsync(connection, group, group.Members[i * 7 % group.Members.Count], i);
        }

        // Read like by people who have it open: a page with much unread begins there, and not at the newest.
        foreach (var one in group.Members)
        {
            await bench.Api.ReadAsync(one, group.Id);
        }
    }
}

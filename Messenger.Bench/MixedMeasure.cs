namespace Messenger.Bench;

/// <summary>
/// Measures many people, each with pages of their own, and messages between: what a cache of one page does not answer.
/// </summary>
public static class MixedMeasure
{
    // Two runs ask for the same in the same order.
    const int Seed = 20261128;

    public static async Task MeasureAsync(Bench bench)
    {
        var mix = bench.Options.Mix;
        var people = await bench.People.LoggedInAsync(mix.People);
        var groups = await TestGroups.FillAsync(bench, people, new Random(Seed));
        Console.WriteLine($"mixed: {mix.People} people, {mix.Groups} groups of {mix.Members}, {mix.Messages} messages in each, {mix.Writes} % of the requests are messages");
        foreach (var (name, pages) in Kinds(people, groups))
        {
            using var load = await MixedLoad.OpenAsync(bench, pages, Seed);
            Bench.Say($"{name}, first pass over {pages.Count:N0} pages", $"{await load.PassAsync()}");
            await load.RunAsync(bench.WarmUp);
            Bench.Say($"{name}, later", $"{await load.RunAsync(bench.Time)}");
        }
    }

    static IEnumerable<(string Name, IReadOnlyList<MixedPage> Pages)> Kinds(IReadOnlyList<TestUser> people, IReadOnlyList<TestGroup> groups)
    {
        yield return ("mixed, pages of groups, HTML", Chats(one => Cookie(one), "/chats/{0}", AnswerChecks.ChatHtml));
        yield return ("mixed, pages of groups, JSON", Chats(one => Bearer(one), "/api/chats/{0}/messages", AnswerChecks.ChatJson));
        yield return ("mixed, lists of chats, HTML", Lists(one => Cookie(one), "/chats/list", AnswerChecks.ListHtml));
        yield return ("mixed, lists of chats, JSON", Lists(one => Bearer(one), "/api/chats/", AnswerChecks.ListJson));

        IReadOnlyList<MixedPage> Chats(Func<TestUser, string> who, string path, AnswerCheck check) =>
            [.. groups.SelectMany(group => group.Members.Select(one => new MixedPage(one, string.Format(path, group.Id), who(one), [group], check)))];

        IReadOnlyList<MixedPage> Lists(Func<TestUser, string> who, string path, AnswerCheck check) =>
            [.. people.Select(one => new MixedPage(one, path, who(one), [.. groups.Where(group => group.Members.Contains(one))], check))];
    }

    static string Cookie(TestUser one) => $"Cookie: {one.Cookie}";

    static string Bearer(TestUser one) => $"Authorization: Bearer {one.Token}";
}

namespace Messenger.Tests;

/// <summary>What looks for faults finds each kind of them.</summary>
[RunsOnce]
public sealed class TheDeliveryCheck
{
    static readonly Posted[] history = [new(1, "a 1"), new(2, "b 1"), new(3, "a 2")];
    static readonly Sends ann = new("Ann", ["a 1", "a 2"], ["a 1", "a 2", "a 3"]), bob = new("Bob", ["b 1"], ["b 1"]);
    static readonly Seen eve = new("Eve", history, []);

    [Fact]
    public void Finds_nothing_where_all_is_well() => Assert.Empty(DeliveryCheck.Faults([ann, bob], history, [eve]));

    [Fact]
    public void May_find_what_was_sent_and_never_acknowledged() =>
        Assert.Empty(DeliveryCheck.Faults([ann, bob], [.. history, new(4, "a 3")], [eve with { Messages = [.. history, new(4, "a 3")] }]));

    public static TheoryData<string, Sends, Posted[], Seen> Broken => new()
    {
        { "lost", ann with { Acknowledged = ["a 1", "a 2", "a 3"] }, history, eve },
        { "hole", ann, [history[0], history[1], new(4, "a 2")], eve with { Messages = [history[0], history[1], new(4, "a 2")] } },
        { "doubled", ann, [.. history, new(4, "a 1")], eve with { Messages = [.. history, new(4, "a 1")] } },
        { "phantom", ann, [.. history, new(4, "?")], eve with { Messages = [.. history, new(4, "?")] } },
        { "out of order", ann with { Acknowledged = ["a 2", "a 1"] }, history, eve },
        { "missed", ann, history, eve with { Messages = history[..2] } },
        { "made up", ann, history, eve with { Messages = [.. history, new(4, "a 3")] } },
        { "doubled live", ann, history, eve with { Doubled = ["a 1"] } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Names_what_is_wrong(string kind, Sends sent, Posted[] posted, Seen seen) =>
        Assert.StartsWith($"{kind}:", Assert.Single(DeliveryCheck.Faults([sent, bob], posted, [seen])));
}

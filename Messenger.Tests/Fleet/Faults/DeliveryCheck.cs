namespace Messenger.Tests;

/// <summary>What somebody sent, one after the other: what was acknowledged, and all that was ever tried.</summary>
public sealed record Sends(string Who, IReadOnlyList<string> Acknowledged, IReadOnlyCollection<string> Tried);

/// <summary>A message of the history.</summary>
public sealed record Posted(int Sequence, string Text);

/// <summary>What somebody saw in the end, by the messages' numbers, and which messages one of their sockets told them more than once.</summary>
public sealed record Seen(string Who, IReadOnlyList<Posted> Messages, IReadOnlyCollection<string> Doubled);

/// <summary>Compares every send and every view with the history, and names what is wrong.</summary>
public static class DeliveryCheck
{
    public static IReadOnlyList<string> Faults(IReadOnlyList<Sends> sent, IReadOnlyList<Posted> history, IReadOnlyList<Seen> views) =>
    [
        .. Holes(history), .. Doubled(history), .. Phantoms(sent, history), .. sent.SelectMany(one => Lost(one, history)), .. sent.SelectMany(one => OutOfOrder(one, history)),
        .. views.SelectMany(view => Differing(view, history)), .. views.SelectMany(view => view.Doubled.Select(text => $"doubled live: {view.Who} heard “{text}” twice")),
    ];

    static IEnumerable<string> Holes(IReadOnlyList<Posted> history) =>
        history.Index().Where(at => at.Item.Sequence != at.Index + 1).Take(1).Select(at => $"hole: {at.Item.Sequence} stands where {at.Index + 1} should");

    static IEnumerable<string> Doubled(IReadOnlyList<Posted> history) =>
        history.CountBy(message => message.Text).Where(text => text.Value > 1).Select(text => $"doubled: “{text.Key}” stands {text.Value} times");

    static IEnumerable<string> Phantoms(IReadOnlyList<Sends> sent, IReadOnlyList<Posted> history) =>
        history.Select(message => message.Text).Except(sent.SelectMany(one => one.Tried)).Select(text => $"phantom: nobody sent “{text}”");

    static IEnumerable<string> Lost(Sends one, IReadOnlyList<Posted> history) =>
        one.Acknowledged.Except(history.Select(message => message.Text)).Select(text => $"lost: {one.Who} was told that “{text}” is there");

    // What is acknowledged is sent before the next is begun.
    static IEnumerable<string> OutOfOrder(Sends one, IReadOnlyList<Posted> history)
    {
        var places = history.DistinctBy(message => message.Text).ToDictionary(message => message.Text, message => message.Sequence);
        List<string> there = [.. one.Acknowledged.Where(places.ContainsKey)];
        return there.Zip(there.Skip(1)).Where(pair => places[pair.First] > places[pair.Second]).Select(pair => $"out of order: “{pair.Second}” stands before “{pair.First}”");
    }

    static IEnumerable<string> Differing(Seen view, IReadOnlyList<Posted> history) =>
    [
        .. history.Except(view.Messages).Select(message => $"missed: {view.Who} has no {message}"),
        .. view.Messages.Except(history).Select(message => $"made up: {view.Who} has {message}"),
    ];
}

using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>Each event can be drawn, outside any request and in every language (ARCHITECTURE.md, invariant 5).</summary>
public sealed class EveryEvent(Server server) : IClassFixture<Server>
{
    static readonly Delivery to = new Delivery.Users([1]);
    static readonly PersonView ann = new(1, "ann", "Ann", null, 1, null, null, null, true, true, DateTimeOffset.UnixEpoch);
    static readonly PersonView bob = new(2, "bob", "Bob", "Away", 1, "/avatars/1", null, null, true, true, DateTimeOffset.UnixEpoch);

    static readonly MessageView message = new(
        7, 5, 3, 4, ann, "Hello *there* @bob", DateTimeOffset.UnixEpoch, true, false, new QuoteView(6, 2, bob, "Hi", false, []), [new ReactionView("👍", [1, 2])],
        new Dictionary<string, int> { ["bob"] = 2 }, Guid.NewGuid(), null, null, "text", [], DateTimeOffset.UnixEpoch);

    static readonly Event[] samples =
    [
        new MessagePosted(to, message),
        new MessageEdited(to, message),
        new MessageDeleted(to, message with { IsDeleted = true, Text = "" }),
        new ReactionsChanged(to, message),
        new ChatRead(to, 5, 2, 3),
        new ChatAppeared(to, 5),
        new ChatDisappeared(to, 5),
        new ChatChanged(to, 5, "Hikers", 4, 2, "/avatars/2"),
        new ListChanged(to),
        new PersonTyping(to, 5, ann, true),
        new PresenceChanged(to, 1, Presence.Online),
    ];

    public static TheoryData<string, string> Drawings => [.. from sample in samples from language in Look.Languages select (sample.GetType().Name, language)];

    /// <summary>But for the end of sessions: it closes what they hold open, and there is nothing to draw.</summary>
    [Fact]
    public void Is_among_the_samples() => Assert.Equal(
        typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event)) && type != typeof(SessionsEnded)).Select(type => type.Name).Order(),
        samples.Select(sample => sample.GetType().Name).Order());

    [Theory]
    [MemberData(nameof(Drawings))]
    public async Task Is_drawn_for_nobody_in_particular(string name, string language)
    {
        var sample = samples.Single(sample => sample.GetType().Name == name);

        var html = await server.DoAsync((Fragments fragments) => fragments.RenderAsync(sample, language));

        Assert.StartsWith("<hx-partial", html.Trim());
        Assert.DoesNotContain("<form", html);
    }

    [Theory]
    [InlineData(Notice.Created)]
    [InlineData(Notice.Added)]
    [InlineData(Notice.Removed)]
    [InlineData(Notice.Left)]
    [InlineData(Notice.Renamed)]
    public async Task Of_a_system_line_is_told_in_the_readers_language(Notice notice)
    {
        var told = new MessagePosted(to, message with { Notice = notice, Subject = bob, Text = "Hikers", Quote = null });

        var english = await server.DoAsync((Fragments fragments) => fragments.RenderAsync(told, "en"));
        var russian = await server.DoAsync((Fragments fragments) => fragments.RenderAsync(told, "ru"));

        Assert.NotEqual(Drawn.In(english).Single().Text, Drawn.In(russian).Single().Text);
        Assert.Matches(@"\p{IsCyrillic}", Drawn.In(russian).Single().Text);
    }
}

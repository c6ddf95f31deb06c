using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>/chats/5/changes after pushes that never came: complete, or "reload".</summary>
public sealed class CatchingUpByPage(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Brings_everything_that_was_missed()
    {
        var group = await talk.NewGroupAsync();
        var edited = await talk.SayAsync("ann", group, "Helo");
        var deleted = await talk.SayAsync("ann", group, "Oops");
        var liked = await talk.SayAsync("ann", group, "Trains");
        var untouched = await talk.SayAsync("bob", group, "Untouched");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{edited.Id}", "text=Hello");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{deleted.Id}/delete");
        await talk.PostAsync("bob", $"/chats/{group}/messages/{liked.Id}/reactions", "emoji=👍");
        await talk.PostAsync("ann", $"/chats/{group}/name", "name=Sailors");
        var last = await talk.SayAsync("bob", group, "New");

        var (revision, html) = await ChangesAsync(group, untouched.Revision);

        Assert.Equal($"{last.Revision}", revision);
        var changed = Drawn.In(html);
        Assert.Equal([edited.Sequence, deleted.Sequence, liked.Sequence, last.Sequence - 1, last.Sequence], changed.Select(message => message.Sequence));
        Assert.Equal(["Hello", "Message deleted", "Trains", "ann named the group “Sailors”", "New"], changed.Select(message => message.Text));
        Assert.Contains($"hx-target=\"#chat-{group}-name\" hx-swap=\"innerMorph\"><bdi>Sailors</bdi>", html);
        Assert.Contains("data-people=", html);
        // As the page itself draws them.
        var page = Drawn.In(await talk.HtmlAsync("ann", $"/chats/{group}"));
        Assert.Equal(page.Where(message => message.Revision > untouched.Revision), changed);
    }

    [Fact]
    public async Task Brings_nothing_when_nothing_was_missed()
    {
        var group = await talk.NewGroupAsync();
        var last = await talk.SayAsync("ann", group, "Hello");

        var (revision, html) = await ChangesAsync(group, last.Revision);

        Assert.Equal(($"{last.Revision}", ""), (revision, html.Trim()));
    }

    [Fact]
    public async Task Says_reload_after_more_changes_than_fit()
    {
        var group = await talk.NewGroupAsync();
        var first = await talk.SayAsync("ann", group, "Hello");
        for (var i = 0; i <= History.ChangesLimit; i++)
        {
            await talk.DoAsync((Messages messages) => messages.PostAsync(talk.IdOf("bob"), group, $"{i}"));
        }

        Assert.Equal(("reload", ""), await ChangesAsync(group, first.Revision));
        Assert.Equal(History.ChangesLimit, Drawn.In((await ChangesAsync(group, first.Revision + 1)).Html).Count);
    }

    [Fact]
    public async Task Says_reload_when_the_database_is_another()
    {
        var group = await talk.NewGroupAsync();

        Assert.Equal(("reload", ""), await ChangesAsync(group, 0, Guid.NewGuid()));
    }

    async Task<(string Revision, string Html)> ChangesAsync(int chat, long after, Guid? epoch = null)
    {
        epoch ??= await talk.DoAsync((MessengerDb db) => db.GetEpochAsync());
        using var answer = await talk.GetAsync("ann", $"/chats/{chat}/changes?after={after}&epoch={epoch}", isScript: true);
        return (answer.Headers.GetValues("Messenger-Revision").Single(), (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim());
    }
}

using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>A page is, to the last byte that is not random, the one that a messenger draws which was started just now.</summary>
public sealed partial class OpeningPagesAgain(Talk talk) : IClassFixture<Talk>, IAsyncLifetime
{
    // What one of the changes left would be in the way of the next.
    public async ValueTask InitializeAsync()
    {
        await talk.DoAsync((Blocks blocks) => Done(blocks.UnblockAsync(talk.IdOf("ann"), talk.IdOf("bob"))));
        foreach (var name in new[] { "ann", "bob" })
        {
            await talk.DoAsync((Profiles profiles) => profiles.SavePrivacyAsync(talk.IdOf(name), false, false));
        }

        foreach (var call in await talk.DoAsync((Domain.Calls calls) => calls.LiveAsync(talk.IdOf("bob"))))
        {
            await talk.DoAsync((Domain.Calls calls) => calls.EndForAllAsync(talk.IdOf("bob"), call.Call.Id));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static TheoryData<string> Changes => [
        "nothing", "a message", "a message elsewhere", "an edit", "a reaction", "a deletion", "read", "read by the other", "a name", "muted", "pinned",
        "archived", "marked as unread", "a draft", "a pinned message",
        "somebody new", "a profile", "the theme", "another group for a group",
        "somebody removed", "a role", "a picture of somebody", "a picture of the group", "a call", "a call that ended", "a forwarded message",
        "somebody blocked", "hidden reading", "the other's hidden reading", "erased history",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Shows_what_is_now(string what)
    {
        var (group, other) = (await talk.NewGroupAsync(), await talk.NewGroupAsync());
        var direct = await talk.DirectAsync();
        var said = await talk.SayAsync("bob", group, "Hello");
        await talk.PostAsync("bob", $"/chats/{group}", $"text=As I said&reply_to={said.Id}");
        string[] paths = [$"/chats/{group}", $"/chats/{group}/members", $"/chats/{direct}", "/", "/chats/list"];
        foreach (var path in paths)
        {
            Assert.Equal(await HtmlAsync(path), await HtmlAsync(path));
        }

        await (what switch
        {
            "nothing" => Task.CompletedTask,
            "a message" => talk.SayAsync("bob", group, "Are you there?"),
            "a message elsewhere" => talk.SayAsync("bob", other, "Or there?"),
            "an edit" => talk.PostAsync("bob", $"/chats/{group}/messages/{said.Id}", "text=Good day"),
            "a reaction" => talk.PostAsync("bob", $"/chats/{group}/messages/{said.Id}/reactions", "emoji=👍"),
            "a deletion" => talk.PostAsync("bob", $"/chats/{group}/messages/{said.Id}/delete"),
            "read" => talk.PostAsync("ann", $"/chats/{group}/read", "sequence=2"),
            "read by the other" => talk.PostAsync("bob", $"/chats/{other}/read", "sequence=1"),
            "a name" => talk.PostAsync("ann", $"/chats/{group}/name", "name=Walkers"),
            "muted" => talk.PostAsync("ann", $"/chats/{group}/mute", "on=true"),
            "pinned" => talk.PostAsync("ann", $"/chats/{group}/pin", "on=true"),
            "archived" => talk.PostAsync("ann", $"/chats/{group}/archive", "on=true"),
            "marked as unread" => talk.PostAsync("ann", $"/chats/{group}/unread", "on=true"),
            "a draft" => talk.PostAsync("ann", $"/chats/{group}/draft", "text=Shall we"),
            "a pinned message" => talk.PostAsync("ann", $"/chats/{group}/messages/{said.Id}/pin", "on=true"),
            "somebody new" => talk.DoAsync((Members members) => Done(members.AddAsync(talk.IdOf("ann"), group, talk.IdOf("eve")))),
            "a profile" => talk.PostAsync("bob", "/settings", $"username=bob&full_name=Bob {Guid.NewGuid():N}"),
            "the theme" => talk.PostAsync("ann", "/settings", "username=ann&theme=dark"),
            "somebody removed" => talk.DoAsync((Members members) => Done(members.RemoveAsync(talk.IdOf("ann"), group, talk.IdOf("bob")))),
            "a role" => talk.DoAsync((Members members) => Done(members.ChangeRoleAsync(talk.IdOf("ann"), group, talk.IdOf("bob"), Role.Admin))),
            "a picture of somebody" => talk.DoAsync((Profiles profiles) => profiles.SetAvatarAsync(talk.IdOf("bob"), $"{Guid.NewGuid()}")),
            "a picture of the group" => talk.DoAsync((Members members) => members.SetAvatarAsync(talk.IdOf("ann"), group, $"{Guid.NewGuid()}")),
            "a call" => talk.DoAsync((Domain.Calls calls) => calls.StartAsync(talk.IdOf("bob"), group, "audio")),
            "a call that ended" => talk.DoAsync(async (Domain.Calls calls) =>
                await calls.EndForAllAsync(talk.IdOf("bob"), (await calls.StartAsync(talk.IdOf("bob"), group, "audio")).Id)),
            "a forwarded message" => talk.DoAsync((Messages messages) => messages.ForwardAsync(talk.IdOf("bob"), said.Id, direct)),
            "somebody blocked" => talk.DoAsync((Blocks blocks) => Done(blocks.BlockAsync(talk.IdOf("ann"), talk.IdOf("bob")))),
            "hidden reading" => talk.DoAsync((Profiles profiles) => profiles.SavePrivacyAsync(talk.IdOf("ann"), null, true)),
            "the other's hidden reading" => talk.DoAsync((Profiles profiles) => profiles.SavePrivacyAsync(talk.IdOf("bob"), null, true)),
            "erased history" => talk.DoAsync((Retention retention) => retention.EraseNextAsync(group, DateTimeOffset.UtcNow.AddDays(1))),
            _ => SwapAsync(other),
        });

        var fresh = await talk.FreshHtmlAsync("ann", paths);
        foreach (var (path, page) in paths.Zip(fresh))
        {
            Assert.Equal(Comparable(page), await HtmlAsync(path));
            Assert.Equal(Comparable(page), await HtmlAsync(path));
        }
    }

    [Fact]
    public async Task Gives_each_copy_an_id_of_its_own_so_that_two_copies_post_two_messages()
    {
        var group = await talk.NewGroupAsync();
        await talk.HtmlAsync("ann", $"/chats/{group}");
        var (one, other) = (IdIn(await talk.HtmlAsync("ann", $"/chats/{group}")), IdIn(await talk.HtmlAsync("ann", $"/chats/{group}")));

        Assert.NotEqual(one, other);
        await talk.PostAsync("ann", $"/chats/{group}", $"text=The same&client_id={one}");
        await talk.PostAsync("ann", $"/chats/{group}", $"text=The same&client_id={other}");
        Assert.Equal(2, Drawn.In(await talk.HtmlAsync("ann", $"/chats/{group}")).Count(message => message.Text.Contains("The same")));
    }

    [Fact]
    public async Task Is_over_with_the_membership()
    {
        var group = await talk.NewGroupAsync();
        await talk.HtmlAsync("bob", $"/chats/{group}");
        await talk.HtmlAsync("bob", $"/chats/{group}");

        await talk.DoAsync((Members members) => Done(members.RemoveAsync(talk.IdOf("ann"), group, talk.IdOf("bob"))));

        using var answer = await talk.GetAsync("bob", $"/chats/{group}");
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("%2B")]
    public async Task Shows_the_same_at_an_address_that_is_spelt_oddly(string before)
    {
        var group = await talk.NewGroupAsync();
        await talk.HtmlAsync("ann", $"/chats/{before}{group}");
        await talk.SayAsync("bob", group, "Hello");

        Assert.Single(Drawn.In(await talk.HtmlAsync("ann", $"/chats/{before}{group}")), message => message.Text.Contains("Hello"));
    }

    [Fact]
    public async Task Is_one_persons_own()
    {
        var group = await talk.NewGroupAsync();
        var (anns, bobs) = (await talk.HtmlAsync("ann", $"/chats/{group}"), await talk.HtmlAsync("bob", $"/chats/{group}"));

        Assert.Contains($"data-me=\"{talk.IdOf("ann")}\"", anns);
        Assert.Contains($"data-me=\"{talk.IdOf("bob")}\"", bobs);
    }

    async Task<string> HtmlAsync(string path) => Comparable(await talk.HtmlAsync("ann", path));

    async Task SwapAsync(int other)
    {
        await talk.NewGroupAsync();
        await talk.DoAsync((Members members) => Done(members.LeaveAsync(talk.IdOf("ann"), other)));
    }

    static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    static string IdIn(string html) => ClientId().Match(html).Groups[1].Value;

    internal static string Comparable(string html) => Token().Replace(Meta().Replace(ClientId().Replace(html, ""), ""), "");

    [GeneratedRegex("name=\"client_id\" value=\"([^\"]+)\"")]
    private static partial Regex ClientId();

    [GeneratedRegex("name=\"xsrf\" content=\"[^\"]+\"")]
    private static partial Regex Meta();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"[^\"]+\"")]
    private static partial Regex Token();
}

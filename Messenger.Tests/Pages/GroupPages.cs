using System.Net;

namespace Messenger.Tests;

public sealed class GroupPages(GroupPages.Company company) : IClassFixture<GroupPages.Company>, IAsyncLifetime
{
    readonly Server server = company.Server;
    readonly Browser ann = company.Ann, bob = company.Bob, eve = company.Eve;
    readonly int annId = company.AnnId, bobId = company.BobId, eveId = company.EveId;
    int group;

    /// <summary>For each test a group of its own that Ann owns, Bob is in, and Eve is not.</summary>
    public async ValueTask InitializeAsync() => group = await ann.GroupAsync("Hikers", bobId);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Shows_who_is_in_it_and_what_an_admin_can_do()
    {
        var admins = await ann.OpenAsync(At("members"));
        var members = await bob.OpenAsync(At("members"));

        Assert.Matches("Hikers 2 members .*ann.* You Owner .*bob", admins.Words);
        Assert.Contains("Add people", admins.Words);
        Assert.DoesNotContain(members.Forms, form => form.Action == At("name"));
        Assert.DoesNotContain("Add people", members.Words);
        Assert.DoesNotContain("Make an admin", members.Words);
    }

    [Fact]
    public async Task Is_renamed_by_an_admin()
    {
        await ann.OpenAsync(At("members"));

        var page = await ann.SubmitAsync(At("name"), ("name", "  Walkers "));

        Assert.Equal(At("members"), page.Path);
        Assert.Contains("Walkers 2 members", page.Words);
        Assert.Contains("Walkers", (await bob.OpenAsync("/")).Words);
    }

    [Theory]
    [InlineData("", "A group needs a name.")]
    [InlineData("a\u200eb", "Behind character 1 is one that nobody can see: copying brings such along. Type it by hand.")]
    public async Task Shows_a_name_that_will_not_do_with_the_reason(string name, string reason)
    {
        await ann.OpenAsync(At("members"));

        var page = await ann.SubmitAsync(At("name"), ("name", name));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(reason, page.Words);
        Assert.Equal(name, page.FindForm(At("name"))["name"]);
        Assert.Contains("Hikers 2 members", page.Words);
    }

    [Fact]
    public async Task Gets_members_one_tap_each_and_keeps_the_search()
    {
        await ann.OpenAsync($"{At("members")}?q=eve");

        var page = await ann.SubmitAsync(At("members/add"), ("userId", $"{eveId}"));

        Assert.Equal($"{At("members")}?q=eve", page.Path);
        Assert.Contains("3 members", page.Words);
        Assert.Equal(HttpStatusCode.OK, (await eve.OpenAsync(At(""))).Status);
        // Who is in is not offered again.
        Assert.DoesNotContain($"value=\"{eveId}\"", page.Html[page.Html.IndexOf("id=\"others\"", StringComparison.Ordinal)..]);
        Assert.Equal(HttpStatusCode.OK, await ann.StatusOfAsync(At("members/add"), ("userId", $"{eveId}")));
        Assert.Equal(HttpStatusCode.NotFound, await ann.StatusOfAsync(At("members/add"), ("userId", "999999")));
    }

    [Fact]
    public async Task Is_gone_for_who_was_removed()
    {
        var page = await ann.ActAsync(At("members/remove"), ("userId", $"{bobId}"));

        Assert.Contains("1 member", page.Words);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.OpenAsync(At(""))).Status);
        Assert.Equal(HttpStatusCode.NotFound, await ann.StatusOfAsync(At("members/remove"), ("userId", $"{bobId}")));
    }

    [Fact]
    public async Task Has_admins_made_by_the_owner()
    {
        await ann.ActAsync(At("members/role/admin"), ("userId", $"{bobId}"));
        Assert.Equal(HttpStatusCode.OK, await bob.StatusOfAsync(At("name"), ("name", "Bob was here")));
        Assert.Equal(HttpStatusCode.Forbidden, await bob.StatusOfAsync(At("members/role/member"), ("userId", $"{annId}")));
        Assert.Equal(HttpStatusCode.Forbidden, await bob.StatusOfAsync(At("members/remove"), ("userId", $"{annId}")));

        await ann.ActAsync(At("members/role/member"), ("userId", $"{bobId}"));
        Assert.Equal(HttpStatusCode.Forbidden, await bob.StatusOfAsync(At("name"), ("name", "Again")));
    }

    [Fact]
    public async Task Is_handed_over_by_its_owner()
    {
        var page = await ann.ActAsync(At("members/role/owner"), ("userId", $"{bobId}"));

        Assert.Matches("bob.* Owner .*ann.* You Admin", page.Words);
        Assert.Equal(HttpStatusCode.Forbidden, await ann.StatusOfAsync(At("members/role/owner"), ("userId", $"{bobId}")));
    }

    [Theory]
    [InlineData("members/role")]
    [InlineData("members/role/king")]
    public async Task Has_no_other_roles(string action) =>
        Assert.Equal(HttpStatusCode.BadRequest, await ann.StatusOfAsync(At(action), ("userId", $"{bobId}")));

    [Fact]
    public async Task Is_left_and_passes_to_who_stays()
    {
        await ann.OpenAsync(At("members"));

        Assert.Equal("/", (await ann.SubmitAsync("Leave")).Path);

        Assert.Equal(HttpStatusCode.NotFound, (await ann.OpenAsync(At("members"))).Status);
        Assert.Contains("You Owner", (await bob.OpenAsync(At("members"))).Words);
    }

    [Theory]
    [InlineData("pin", "Unpin", "pinned")]
    [InlineData("mute", "Unmute", "muted")]
    public async Task Is_pinned_and_muted_by_each_for_themselves(string action, string undo, string mark)
    {
        await bob.OpenAsync(At("members"));

        var on = await bob.SubmitAsync(At(action), ("on", "true"));
        Assert.Equal(At("members"), on.Path);
        Assert.Matches(Row(mark, "true"), on.Html);
        Assert.Matches(Row(mark, "false"), (await ann.OpenAsync("/")).Html);
        Assert.Matches(Row(mark, "false"), (await bob.SubmitAsync(undo, ("on", "false"))).Html);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("https://evil.example/", "")]
    [InlineData("//evil.example/", "")]
    [InlineData("/search?q=bob", "/search?q=bob")]
    public async Task Leads_back_only_to_a_place_of_ours(string back, string expected)
    {
        var page = await bob.ActAsync(At("pin"), ("on", "true"), ("back", back));

        Assert.Equal((HttpStatusCode.OK, expected.Length > 0 ? expected : At("")), (page.Status, page.Path));
    }

    [Theory]
    [MemberData(nameof(Managing))]
    public async Task Refuses_a_member_without_a_role(string action) =>
        Assert.Equal(HttpStatusCode.Forbidden, await bob.StatusOfAsync(At(action), ("userId", $"{eveId}"), ("name", "Mine now")));

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Does_not_exist_for_strangers_and_former_members(string action)
    {
        await ann.ActAsync(At("members/remove"), ("userId", $"{bobId}"));
        (string, string)[] fields = [("userId", $"{annId}"), ("name", ""), ("on", "true")];

        Assert.Equal(HttpStatusCode.NotFound, await eve.StatusOfAsync(At(action), fields));
        Assert.Equal(HttpStatusCode.NotFound, await bob.StatusOfAsync(At(action), fields));
        Assert.Equal(HttpStatusCode.NotFound, (await eve.OpenAsync(At("members"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.OpenAsync(At("members"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.OpenAsync(At(action))).Status);
    }

    [Fact]
    public async Task Is_no_direct_chat_and_no_notes()
    {
        var direct = await ann.ActAsync("/chats/direct", ("userId", $"{bobId}"));
        Assert.Equal($"/people/{bobId}", (await ann.OpenAsync($"{direct.Path}/members")).Path);
        Assert.Equal(HttpStatusCode.Forbidden, await ann.StatusOfAsync($"{direct.Path}/leave"));
        Assert.Equal(HttpStatusCode.Forbidden, await ann.StatusOfAsync($"{direct.Path}/members/add", ("userId", $"{eveId}")));

        var notes = await ann.ActAsync("/chats/direct", ("userId", $"{annId}"));
        Assert.Equal(notes.Path, (await ann.OpenAsync($"{notes.Path}/members")).Path);
    }

    [Fact]
    public async Task Speaks_russian_with_those_who_do()
    {
        using var sveta = await server.RegisterAsync("sveta", "ru");
        await ann.ActAsync(At("members/add"), ("userId", $"{await server.IdOfAsync("sveta")}"));

        var page = await sveta.OpenAsync(At("members"));

        Assert.Contains("3 участника", page.Words);
        Assert.Contains("Выйти из группы…", page.Words);
    }

    public static TheoryData<string> Managing => [.. new[] { "name", "members/add", "members/remove", "members/role/admin" }];

    public static TheoryData<string> Everything => [.. new[] { "name", "members/add", "members/remove", "members/role/admin", "leave", "pin", "mute" }];

    string Row(string mark, string value) => $"<li [^>]*id=\"chat-{group}\"[^>]* data-{mark}=\"{value}\"";

    string At(string action) => $"/chats/{group}/{action}".TrimEnd('/');

    /// <summary>Three who are logged in for all the tests: a password costs time to hash.</summary>
    public sealed class Company : IAsyncLifetime
    {
        public Server Server { get; } = new();

        public Browser Ann { get; private set; } = null!;

        public Browser Bob { get; private set; } = null!;

        public Browser Eve { get; private set; } = null!;

        public int AnnId { get; private set; }

        public int BobId { get; private set; }

        public int EveId { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Server.InitializeAsync();
            (Ann, Bob, Eve) = (await Server.RegisterAsync("ann"), await Server.RegisterAsync("bob"), await Server.RegisterAsync("eve"));
            (AnnId, BobId, EveId) = (await Server.IdOfAsync("ann"), await Server.IdOfAsync("bob"), await Server.IdOfAsync("eve"));
        }

        public async ValueTask DisposeAsync()
        {
            Ann.Dispose();
            Bob.Dispose();
            Eve.Dispose();
            await Server.DisposeAsync();
        }
    }
}

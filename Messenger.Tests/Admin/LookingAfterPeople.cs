using System.Net;
using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Admins look after people on pages, by plain forms.</summary>
public sealed class LookingAfterPeople(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Who_is_deactivated_is_logged_out_and_is_told_so_with_the_right_password()
    {
        var (ann, bob) = (await AdminAsync("ann"), await server.RegisterAsync("bob"));
        await ann.OpenAsync("/admin/people?q=bob");
        var row = ann.Page.Html.Split("href=\"").Single(part => part.StartsWith("/admin/people/")).Split('"')[0];

        await ann.OpenAsync(row);
        var after = await ann.SubmitAsync("Deactivate the account", ("act", "Deactivate"));

        Assert.Contains("Done.", after.Words);
        Assert.Contains("Deactivated", after.Words);
        Assert.StartsWith("/account/login", (await bob.OpenAsync("/")).Path);
        Assert.Contains("do not belong together", (await bob.SubmitAsync("Log in", ("email", "bob"), ("password", "not his at all"))).Words);
        Assert.Contains("This account is deactivated.", (await bob.SubmitAsync("Log in", ("email", "bob"), ("password", Server.Password))).Words);
        await ann.SubmitAsync(row, ("act", "Activate"));
        Assert.Equal("/", (await bob.SubmitAsync("Log in", ("email", "bob"), ("password", Server.Password))).Path);
        Assert.Matches("Activated again bob ann .*Deactivated bob ann ", (await ann.OpenAsync("/admin/audit")).Words);
        ann.Dispose();
        bob.Dispose();
    }

    [Fact]
    public async Task Each_page_leads_to_all_others_and_says_which_it_is()
    {
        using var nora = await AdminAsync("nora");
        var all = Chips(await nora.OpenAsync("/admin"));
        Assert.Contains("/admin/invitations", all);

        foreach (var path in all)
        {
            var page = await nora.OpenAsync(path);
            Assert.Equal(path, page.Path);
            Assert.Equal(all, Chips(page));
            Assert.Contains($"href=\"{path}\" aria-current=\"page\"", page.Html);
        }

        static string[] Chips(Page page) =>
            [.. Regex.Matches(page.Html, "<nav class=\"chips\" aria-label=\"This server\">(.*?)</nav>", RegexOptions.Singleline)
                .SelectMany(nav => Regex.Matches(nav.Groups[1].Value, "href=\"([^\"]+)\"")).Select(chip => chip.Groups[1].Value)];
    }

    [Fact]
    public async Task The_only_admin_reads_why_he_stays_one()
    {
        using var only = await AdminAsync("only");
        var id = Company.IdIn(await only.OpenAsync("/settings"));
        await OthersResignAsync(id);
        await only.OpenAsync($"/admin/people/{id}");

        var page = await only.SubmitAsync("Take it away", ("act", "UnmakeAdmin"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("This is the only admin here.", page.Words);
    }

    [Fact]
    public async Task To_who_is_no_admin_every_page_looks_like_one_that_is_not_there()
    {
        // Whoever comes first is one.
        using var first = await AdminAsync("first");
        using var eve = await server.RegisterAsync("eve");
        var nothing = Bare(await eve.OpenAsync("/admin/nothing"));

        foreach (var path in Pages(1))
        {
            Assert.Equal((HttpStatusCode.NotFound, nothing), ((await eve.OpenAsync(path)).Status, Bare(eve.Page)));
        }

        Assert.DoesNotContain("\"/admin", (await eve.OpenAsync("/settings")).Html);
        Assert.Contains("On no page do they see:", (await eve.OpenAsync("/help/admin")).Words);
    }

    [Fact]
    public async Task No_browser_keeps_any_of_the_pages_nor_what_they_answer_to_what_is_odd()
    {
        using var ann = await AdminAsync("keeper");

        foreach (var path in Pages(await server.IdOfAsync("keeper")))
        {
            await ann.OpenAsync(path);
            Assert.Equal((HttpStatusCode.OK, true, path), (ann.Page.Status, ann.Page.Answer.Headers.CacheControl?.NoStore, path));
        }

        foreach (var path in new[] { "/admin/jobs", "/admin/invitations" })
        {
            await ann.ActAsync(path, ("job", "0"), ("uses", "0"), ("days", "0"));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (ann.Page.Status, ann.Page.Answer.Headers.CacheControl?.NoStore));
        }
    }

    [Fact]
    public async Task More_people_than_a_page_are_on_the_next()
    {
        using var ann = await AdminAsync("pager");
        await server.DoAsync(async (MessengerDb db) =>
        {
            db.AddRange(Enumerable.Range(0, 120).Select(i => Somebody($"many{i:000}")));
            return await db.SaveChangesAsync();
        });
        HashSet<string> seen = [];
        for (var page = await ann.OpenAsync("/admin/people?q=many"); ; page = await ann.OpenAsync(Next(page)!))
        {
            seen.UnionWith(System.Text.RegularExpressions.Regex.Matches(page.Words, "@(many[0-9]+)").Select(match => match.Groups[1].Value));
            if (Next(page) is null)
            {
                break;
            }
        }

        Assert.Equal(120, seen.Count);
    }

    /// <summary>All there are, whatever they inherit from.</summary>
    static IEnumerable<string> Pages(int person) => Doors.All.Where(door => door.IsGet && door.Route.StartsWith("/admin") && !door.Route.Contains("{name}") && !door.Route.Contains("{key"))
        .Select(door => door.Route.Replace("{userId:int}", $"{person}"));

    // Its token and what was asked for differ.
    static string Bare(Page page) => System.Text.RegularExpressions.Regex.Replace(page.Html, "(content|value)=\"CfDJ[^\"]*\"|/admin[^\"<]*", "");

    static string? Next(Page page) => System.Text.RegularExpressions.Regex.Match(page.Html, "href=\"([^\"]*)\">More people") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    static User Somebody(string name)
    {
        var somebody = User.New(name, $"{name}@example.org", null, new Preferences(), DateTimeOffset.UtcNow);
        (somebody.NormalizedUserName, somebody.NormalizedEmail) = (name.ToUpperInvariant(), somebody.Email!.ToUpperInvariant());
        return somebody;
    }

    async Task<Browser> AdminAsync(string name)
    {
        var browser = await server.RegisterAsync(name);
        var id = Company.IdIn(await browser.OpenAsync("/settings"));
        await server.DoAsync(async (ManagedPeople people) =>
        {
            await people.MakeAdminAsync(Actor.CommandLine, id);
            return id;
        });
        return browser;
    }

    Task<int> OthersResignAsync(int but) => server.DoAsync(async (ManagedPeople people) =>
    {
        var admins = (await people.ListAsync(Actor.CommandLine, filter: PeopleFilter.Admins)).People;
        foreach (var admin in admins.Where(admin => admin.Person.Id != but))
        {
            await people.UnmakeAdminAsync(Actor.CommandLine, admin.Person.Id);
        }

        return admins.Count;
    });
}

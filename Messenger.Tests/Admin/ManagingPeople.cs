using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What an admin does with people. Ann came first, and so is the admin.</summary>
public sealed class ManagingPeople : World
{
    static readonly Actor ann = new(Ann), bob = new(Bob);

    [Fact]
    public async Task Who_is_deactivated_is_out_at_once_and_hears_why_only_with_the_right_password()
    {
        var said = await Says(Bob, "Still here");
        var session = await Do((Sessions s) => s.StartAsync(Bob, "Phone", "::1"));
        Bus.Forget();

        await Do((ManagedPeople p) => p.DeactivateAsync(ann, Bob));

        var ended = Said<SessionsEnded>();
        await HeardBy(ended, Bob);
        Assert.Contains(session.Id, ended.SessionIds);
        Assert.Null(await Do((Sessions s) => s.FindAsync(session.Id, "::1")));
        await Refuses(Reason.Forbidden, "deactivated", Do((Accounts a) => a.LogInAsync("bob", Password)));
        await Refuses(Reason.Unknown, "wrong_password", Do((Accounts a) => a.LogInAsync("bob", "four quite ordinary words")));
        Assert.Equal([said.Id], (await Newest(Ann)).Select(message => message.Id));
        Assert.False((await Newest(Ann)).Single().Author.IsActive);
    }

    [Fact]
    public async Task Who_proved_the_password_before_and_comes_in_after_it_is_out_as_well()
    {
        var proven = await Do((Accounts a) => a.LogInAsync("bob", Password));

        await Do((ManagedPeople p) => p.DeactivateAsync(ann, Bob));

        await Refuses(Reason.Unknown, Do((Sessions s) => s.StartAsync(proven, "Phone", "::1", SessionKind.Browser, () => Task.CompletedTask)));
    }

    [Fact]
    public async Task Who_is_activated_again_comes_in()
    {
        await Do((ManagedPeople p) => p.DeactivateAsync(ann, Bob));
        await Do((ManagedPeople p) => p.ActivateAsync(ann, Bob));

        Assert.Equal(Bob, (await Do((Accounts a) => a.LogInAsync("bob", Password))).Id);
        Assert.Equal([AuditActs.Activated, AuditActs.Deactivated], await Acts());
    }

    [Fact]
    public async Task To_who_is_no_admin_there_is_nothing_of_it()
    {
        Func<Task>[] acts =
        [
            () => Do((ManagedPeople p) => p.ListAsync(bob)), () => Do((ManagedPeople p) => p.OneAsync(bob, Eve)), () => Do((ManagedPeople p) => p.FindAsync(bob, "eve")),
            () => Do((ManagedPeople p) => p.DeactivateAsync(bob, Eve)), () => Do((ManagedPeople p) => p.ActivateAsync(bob, Eve)), () => Do((ManagedPeople p) => p.EndSessionsAsync(bob, Eve)),
            () => Do((ManagedPeople p) => p.MakeAdminAsync(bob, Bob)), () => Do((ManagedPeople p) => p.UnmakeAdminAsync(bob, Ann)), () => Do((ManagedPeople p) => p.SendPasswordResetAsync(bob, Eve)),
            () => Do((SecondFactors f) => f.ResetAsync(bob, Eve)),
            () => Do((ManagedChats c) => c.ListAsync(bob)), () => Do((ManagedJobs j) => j.ListAsync(bob)), () => Do((ManagedJobs j) => j.DropAsync(bob, 1)), () => Do((ManagedJobs j) => j.RetryAsync(bob, 1)),
            () => Do((Audit a) => a.ListAsync(bob)), () => Do((StorageUse s) => s.GetAsync(bob)), () => Do((ServerNumbers n) => n.GetAsync(bob)),
            () => Do((StoredSettings s) => s.SaveAsync(bob, new Dictionary<string, string?> { ["Name"] = "Mine" })),
        ];

        foreach (var act in acts)
        {
            await Refuses(Reason.NotFound, "not_found", act());
        }

        Assert.Empty(await Acts());
        await Refuses(Reason.NotFound, Do((ManagedPeople p) => p.DeactivateAsync(ann, Nobody)));
    }

    [Fact]
    public async Task The_last_admin_can_neither_be_removed_nor_remove_himself()
    {
        await Refuses(Reason.Conflict, "last_admin", Do((ManagedPeople p) => p.UnmakeAdminAsync(ann, Ann)));
        await Refuses(Reason.Conflict, "last_admin", Do((ManagedPeople p) => p.DeactivateAsync(ann, Ann)));
        await Refuses(Reason.Conflict, "last_admin", Do((ManagedPeople p) => p.UnmakeAdminAsync(Actor.CommandLine, Ann)));
        Assert.Empty(await Acts());

        // A deactivated one is none that could help.
        await Do((ManagedPeople p) => p.MakeAdminAsync(ann, Bob));
        await Do((ManagedPeople p) => p.DeactivateAsync(ann, Bob));
        await Refuses(Reason.Conflict, "last_admin", Do((ManagedPeople p) => p.UnmakeAdminAsync(ann, Ann)));
        await Do((ManagedPeople p) => p.ActivateAsync(ann, Bob));
        await Do((ManagedPeople p) => p.UnmakeAdminAsync(ann, Ann));

        await Refuses(Reason.NotFound, Do((ManagedPeople p) => p.ListAsync(ann)));
        Assert.True((await Do((ManagedPeople p) => p.OneAsync(bob, Bob))).IsAdmin);
    }

    [Fact]
    public async Task Of_all_admins_who_remove_each_other_at_once_one_stays()
    {
        var admins = (await People(8)).Append(Ann).ToList();
        foreach (var one in admins.Where(one => one != Ann))
        {
            await Do((ManagedPeople p) => p.MakeAdminAsync(ann, one));
        }

        // Each takes it from the next, and half of them by closing the account.
        var outcomes = await Outcomes(admins.Select((one, i) => Task.Run(() => i % 2 == 0
            ? Do((ManagedPeople p) => p.UnmakeAdminAsync(new Actor(one), admins[(i + 1) % admins.Count]))
            : Do((ManagedPeople p) => p.DeactivateAsync(new Actor(one), admins[(i + 1) % admins.Count])), Cancelled)));

        var left = await Do((MessengerDb db) => db.Users.CountAsync(user => user.IsAdmin && user.IsActive));
        Assert.Equal(admins.Count - outcomes.Count(outcome => outcome is null), left);
        Assert.True(left >= 1);
        Assert.All(outcomes, outcome => Assert.True(outcome is null or "not_found" or "last_admin", outcome));
    }

    [Fact]
    public async Task Of_two_admins_who_resign_at_once_one_stays()
    {
        await Do((ManagedPeople p) => p.MakeAdminAsync(ann, Bob));

        var outcomes = await Outcomes(new[] { Ann, Bob }.Select(one => Task.Run(() => Do((ManagedPeople p) => p.UnmakeAdminAsync(new Actor(one), one)), Cancelled)));

        Assert.Equal([null, "last_admin"], outcomes.Order());
    }

    [Fact]
    public async Task They_are_paged_through_to_the_hundredth_page_and_each_is_there_once()
    {
        await People(100 * ManagedPeople.PageLimit);
        List<int> seen = [];
        var pages = 0;
        int? before = null;
        do
        {
            var page = await Do((ManagedPeople p) => p.ListAsync(ann, before: before));
            seen.AddRange(page.People.Select(one => one.Person.Id));
            (before, pages) = (page.Before, pages + 1);
        }
        while (before is not null);

        Assert.Equal(101, pages);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(100 * ManagedPeople.PageLimit + 3, seen.Count);
    }

    [Theory]
    [InlineData("bo", PeopleFilter.All, "bob")]
    [InlineData("EVE@example", PeopleFilter.All, "eve")]
    [InlineData("example.org", PeopleFilter.All, "eve", "bob", "ann")]
    [InlineData("", PeopleFilter.Admins, "ann")]
    [InlineData("", PeopleFilter.Deactivated, "eve")]
    [InlineData("bob", PeopleFilter.Deactivated)]
    [InlineData("nobody.is.called.so", PeopleFilter.All)]
    [InlineData("%", PeopleFilter.All)]
    public async Task They_are_found_by_parts_of_names_and_addresses(string typed, PeopleFilter filter, params string[] found)
    {
        await Do((ManagedPeople p) => p.DeactivateAsync(ann, Eve));

        Assert.Equal(found, (await Do((ManagedPeople p) => p.ListAsync(ann, typed, filter))).People.Select(one => one.Person.Username));
    }

    [Fact]
    public async Task What_is_done_is_written_down_with_it_and_what_is_so_already_is_not()
    {
        await Do((Sessions s) => s.StartAsync(Bob, "Phone", "::1"));
        await Do((ManagedPeople p) => p.MakeAdminAsync(ann, Bob));
        await Do((ManagedPeople p) => p.MakeAdminAsync(ann, Bob));
        Assert.Equal(1, await Do((ManagedPeople p) => p.EndSessionsAsync(bob, Bob)));
        await Do((ManagedPeople p) => p.SendPasswordResetAsync(Actor.CommandLine, Eve));

        var lines = (await Do((Audit a) => a.ListAsync(ann))).Lines;

        Assert.Equal(
            [(null, AuditActs.SentPasswordReset, "eve"), ("bob", AuditActs.EndedSessions, "bob"), ("ann", AuditActs.MadeAdmin, "bob")],
            lines.Select(line => (line.Actor?.Username, line.Act, line.Subject?.Username)));
        Assert.Equal(1, await Do((MessengerDb db) => db.Jobs.CountAsync(job => job.Kind == MailLinks.Reset && job.Payload.Contains("eve@example.org"))));
    }

    [Fact]
    public async Task The_audit_is_paged_through_newest_first()
    {
        for (var i = 0; i <= Audit.PageLimit; i++)
        {
            await Do((ManagedPeople p) => p.EndSessionsAsync(ann, Bob));
        }

        var first = await Do((Audit a) => a.ListAsync(ann));
        var second = await Do((Audit a) => a.ListAsync(ann, first.Before));

        Assert.Equal((Audit.PageLimit, 1, null), (first.Lines.Count, second.Lines.Count, second.Before));
        Assert.True(first.Lines[^1].Id > second.Lines[0].Id);
    }

    async Task<IEnumerable<string>> Acts() => (await Do((Audit a) => a.ListAsync(Actor.CommandLine))).Lines.Select(line => line.Act);
}

using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Ann came first, and so is the admin; it is Bob who leaves.</summary>
public sealed class LeavingTheMessenger : World
{
    static readonly Actor ann = new(Ann);

    [Fact]
    public async Task Ends_every_session_at_once_and_is_thought_over_for_14_days()
    {
        var (phone, tablet) = (await Me(Bob), await Me(Bob));
        await Refuses(Reason.Invalid, "wrong_current_password", Do((Departures d) => d.AskAsync(phone, "a guess", null, false)));
        Assert.Null((await Me(Bob)).LeavesAt);
        Bus.Forget();

        await Do((Departures d) => d.AskAsync(phone, Password, null, true));

        var ended = Said<SessionsEnded>();
        await HeardBy(ended, Bob);
        Assert.Superset(new HashSet<Guid> { phone.SessionId, tablet.SessionId }, ended.SessionIds.ToHashSet());
        Clock.Advance(TimeSpan.FromDays(13));
        var back = await Me(Bob);
        Assert.Equal(Clock.Now().AddDays(1), back.LeavesAt);
        Assert.Empty(await Do((Departures d) => d.DueAsync()));
        await Do((Departures d) => d.StayAsync(back));
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Empty(await Do((Departures d) => d.DueAsync()));
        Assert.Null((await Me(Bob)).LeavesAt);
        await Says(Bob, "Still here");
    }

    [Fact]
    public async Task Cannot_be_taken_back_once_the_time_has_come()
    {
        await Do(async (Departures d) => await d.AskAsync(await Me(Bob), Password, null, false));
        var late = await Me(Bob);
        Clock.Advance(TimeSpan.FromDays(Departures.Days));

        await Refuses(Reason.Conflict, "account_deleted", Do((Departures d) => d.StayAsync(late)));
    }

    [Fact]
    public async Task Makes_nobody_of_somebody_and_what_was_said_stays()
    {
        var said = await Says(Bob, "Remember me");
        await Do((Profiles p) => p.SaveAsync(Bob, "bob", "Bob Builder", "Busy", "555", true, true));
        await Do((Drafts d) => d.SaveAsync(Bob, Chat, "Half a"));
        await Do((Blocks b) => b.BlockAsync(Bob, Eve));
        await Do((MessengerDb db) =>
        {
            db.Add(new Report { MessageId = said.Id, ReporterId = Bob, Reason = "Mine", CreatedAt = Clock.Now() });
            return db.SaveChangesAsync();
        });
        Bus.Forget();

        await LeaveAsync(Bob);

        var row = await Do((MessengerDb db) => db.Users.SingleAsync(user => user.Id == Bob));
        Assert.Equal(
            ("deleted-account-2", "deleted-account-2@deleted.invalid", null, null, null, null, null, false, null),
            (row.UserName, row.Email, row.FullName, row.Status, row.PhoneNumber, row.Avatar, row.PasswordHash, row.IsActive, row.LeavesAt));
        Assert.DoesNotContain("bob", $"{row.Searchable} {row.Skeletons} {row.NormalizedUserName} {row.NormalizedEmail}", StringComparison.OrdinalIgnoreCase);
        Assert.Equal((0, 0, 0, 0), await Do(async (MessengerDb db) => (
            await db.Sessions.CountAsync(s => s.UserId == Bob), await db.Blocks.CountAsync(b => b.UserId == Bob), await db.Reports.CountAsync(r => r.ReporterId == Bob),
            await db.Memberships.CountAsync(m => m.UserId == Bob && m.DraftText != null))));
        var left = Assert.Single(await Newest(Ann));
        Assert.Equal((said.Id, "Remember me", "deleted-account-2", true), (left.Id, left.Text, left.Author.Username, left.Author.IsDeleted));
        Assert.Contains(Bus.Said.OfType<ListChanged>(), one => one.To is Delivery.Users users && users.Ids.Contains(Ann));
        await Refuses(Reason.Unknown, "wrong_password", Do((Accounts a) => a.LogInAsync("bob", Password)));
        await Refuses(Reason.Unknown, "wrong_password", Do((Accounts a) => a.LogInAsync("deleted-account-2", "")));
    }

    [Fact]
    public async Task Leaves_nobody_to_find_to_write_to_to_call_or_to_add()
    {
        var group = await Group(Eve);
        var said = await Says(Ann, "Are you there?");
        var before = (await Do((Chats c) => c.AudienceAsync(Chat))).Version;

        await LeaveAsync(Bob);

        await Refuses(Reason.Forbidden, "person_deleted", Says(Ann, "Hello?"));
        await Refuses(Reason.Forbidden, "person_deleted", Do((Messages m) => m.ReactAsync(Ann, said.Id, "👍")));
        await Refuses(Reason.Forbidden, "person_deleted", Do((Messages m) => m.EditAsync(Ann, said.Id, "Changed")));
        await Refuses(Reason.Forbidden, "person_deleted", Do((Messages m) => m.ForwardAsync(Ann, said.Id, Chat)));
        await Refuses(Reason.Forbidden, "person_deleted", Do((Calls c) => c.StartAsync(Ann, Chat, "audio")));
        Assert.True((await Open(Ann)).IsReadOnly);
        Assert.DoesNotContain(Chat, (await Do((Chats c) => c.ChoiceAsync(Ann, null))).Select(chat => chat.Id));
        // So that a send that is on its way looks again.
        Assert.Equal(before + 1, (await Do((Chats c) => c.AudienceAsync(Chat))).Version);
        Assert.Empty(await Do((People p) => p.FindAsync(Ann, "deleted")));
        Assert.Empty(await Do((People p) => p.FindAsync(Ann, "bob")));
        await Refuses(Reason.NotFound, Do((People p) => p.OneAsync(Ann, Bob)));
        await Refuses(Reason.NotFound, Do((Members m) => m.AddAsync(Ann, group, Bob)));
        await Refuses(Reason.NotFound, Do((Chats c) => c.DirectAsync(Eve, Bob)));
        Assert.Equal(Chat, await Do((Chats c) => c.DirectAsync(Ann, Bob)));
    }

    [Fact]
    public async Task Hands_groups_over_only_in_the_end()
    {
        var group = await Do((Chats c) => c.GroupAsync(Bob, "Bob's", [Ann, Eve]));
        await Do((Members m) => m.ChangeRoleAsync(Bob, group, Eve, Role.Admin));
        await Do(async (Departures d) => await d.AskAsync(await Me(Bob), Password, null, false));
        Assert.Equal(Role.Owner, (await Do((Members m) => m.ListAsync(Ann, group))).Single(member => member.Person.Id == Bob).Role);

        Clock.Advance(TimeSpan.FromDays(Departures.Days));
        await FinishAsync();

        Assert.Equal([(Eve, Role.Owner), (Ann, Role.Member)], (await Do((Members m) => m.ListAsync(Ann, group))).Select(member => (member.Person.Id, member.Role)));
        Assert.Equal((SystemMessage.Left, Bob), ((await Newest(Ann, group))[^1].Notice, (await Newest(Ann, group))[^1].Author.Id));
    }

    [Fact]
    public async Task Takes_along_what_was_said_if_that_is_wanted()
    {
        var group = await Group(Bob, Eve);
        var (kept, gone) = (await Says(Ann, "Mine"), await Says(Bob, "His"));
        await Says(Bob, "In a group that he left", group);
        await Do((Members m) => m.LeaveAsync(Bob, group));
        var file = await Do((Files files) => files.AddAsync(Bob, Chat, new FileMetadata(Guid.NewGuid(), "notes.txt", FileKind.Document, "text/plain", 3, Guid.NewGuid().ToByteArray())));
        await Do((Messages m) => m.PostAsync(Bob, Chat, null, Guid.NewGuid(), null, [file]));
        Bus.Forget();

        await LeaveAsync(Bob, withMessages: true);

        Assert.Equal([(kept.Id, false), (gone.Id, true)], (await Newest(Ann)).Take(2).Select(message => (message.Id, message.IsDeleted)));
        Assert.All(await Newest(Ann), message => Assert.Equal(message.Author.Id == Bob, message.IsDeleted));
        Assert.True((await Newest(Ann, group)).Single(message => message.Author.Id == Bob && message.Notice is null).IsDeleted);
        Assert.Equal(3, Bus.Said.OfType<MessageDeleted>().Count());
        Assert.Equal([file.Key], await Do((OrphanedFiles orphaned) => orphaned.DueAsync()));
        Assert.Equal(0, (await Open(Ann)).Unread);
    }

    [Fact]
    public async Task Takes_notes_to_self_along_in_any_case()
    {
        var notes = await Do((Chats c) => c.DirectAsync(Bob, Bob));
        await Says(Bob, "Secret", notes);
        var said = await Says(Bob, "Known");

        await LeaveAsync(Bob);

        Assert.Equal([said.Id], await Do((MessengerDb db) => db.Messages.Where(m => m.SenderId == Bob && !m.IsDeleted).Select(m => m.Id).ToListAsync()));
        Assert.Empty(await Do((MessengerDb db) => db.Messages.Where(m => m.Content == "Secret").ToListAsync()));
    }

    [Fact]
    public async Task Is_not_for_the_last_admin_while_there_are_others()
    {
        await Refuses(Reason.Conflict, "last_admin", Do(async (Departures d) => await d.AskAsync(await Me(Ann), Password, null, false)));
        await Do((ManagedPeople p) => p.MakeAdminAsync(ann, Bob));
        await Do(async (Departures d) => await d.AskAsync(await Me(Bob), Password, null, false));

        // Who is about to leave is none that could help.
        await Refuses(Reason.Conflict, "last_admin", Do((ManagedPeople p) => p.UnmakeAdminAsync(ann, Ann)));
        await Refuses(Reason.Conflict, "last_admin", Do(async (Departures d) => await d.AskAsync(await Me(Ann), Password, null, false)));

        foreach (var other in new[] { Bob, Eve })
        {
            await Do((ManagedPeople p) => p.DeleteAsync(ann, other, false));
        }

        await FinishAsync();
        await Do(async (Departures d) => await d.AskAsync(await Me(Ann), Password, null, false));
        Clock.Advance(TimeSpan.FromDays(Departures.Days));
        await FinishAsync();
        Assert.Equal(Registration.First, await Do((Accounts a) => a.RegistrationAsync()));
    }

    [Fact]
    public async Task By_an_admin_is_at_once_and_for_good()
    {
        var phone = await Me(Bob);
        await Do((ManagedPeople p) => p.DeleteAsync(ann, Bob, false));

        Assert.Null(await Do((Sessions s) => s.FindAsync(phone.SessionId, "::1")));
        await Refuses(Reason.Conflict, "account_deleted", Do((ManagedPeople p) => p.ActivateAsync(ann, Bob)));
        await FinishAsync();
        await Refuses(Reason.Conflict, "account_deleted", Do((ManagedPeople p) => p.DeleteAsync(ann, Bob, true)));
        await Refuses(Reason.Conflict, "account_deleted", Do((ManagedPeople p) => p.MakeAdminAsync(ann, Bob)));
        await Refuses(Reason.NotFound, Do((ManagedPeople p) => p.DeleteAsync(new Actor(Eve), Ann, true)));
        Assert.Equal([(AuditActs.Deleted, "deleted-account-2")], (await Do((Audit a) => a.ListAsync(ann))).Lines.Select(line => (line.Act, line.Subject!.Username)));
    }

    [Fact]
    public async Task Two_nodes_do_at_once_and_a_name_that_is_taken_is_not_in_the_way()
    {
        await Person("deleted-account-2", null);
        foreach (var number in Enumerable.Range(1, 8))
        {
            await SaysMany(Bob, number, await Group(Bob, Eve));
        }

        await Do((ManagedPeople p) => p.DeleteAsync(ann, Bob, true));

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Do((Departures d) => d.FinishAsync(Bob)), Cancelled)));

        Assert.Matches("^deleted-[0-9a-f]{24}$", await Do((MessengerDb db) => db.Users.Where(user => user.Id == Bob).Select(user => user.UserName!).SingleAsync()));
        Assert.Empty(await Do((Departures d) => d.DueAsync()));
        Assert.Empty(await Do((MessengerDb db) => db.Memberships.Where(m => m.UserId == Bob && m.Chat.IsGroup).ToListAsync()));
        Assert.Empty(await Do((MessengerDb db) => db.Messages.Where(m => m.SenderId == Bob && !m.IsDeleted && m.Notice == null).ToListAsync()));
    }

    [Fact]
    public async Task Is_not_made_final_for_who_stays_just_when_it_is()
    {
        var group = await Do((Chats c) => c.GroupAsync(Bob, "Bob's", [Ann, Eve]));
        var notes = await Do((Chats c) => c.DirectAsync(Bob, Bob));
        await Says(Bob, "To myself", notes);
        await Says(Bob, "Mine");
        await Do((Profiles p) => p.SetAvatarAsync(Bob, "a-picture"));
        await Do(async (Departures d) => await d.AskAsync(await Me(Bob), Password, null, true));
        Clock.Advance(TimeSpan.FromDays(Departures.Days));
        Assert.Equal([Bob], await Do((Departures d) => d.DueAsync()));
        await Do((MessengerDb db) => db.WriteAsync(() => db.Users.Where(user => user.Id == Bob).ExecuteUpdateAsync(row => row.SetProperty(user => user.LeavesAt, (DateTimeOffset?)null))));

        Assert.Null(await Do((Departures d) => d.FinishAsync(Bob)));

        Assert.Equal(Role.Owner, (await Do((Members m) => m.ListAsync(Ann, group))).Single(member => member.Person.Id == Bob).Role);
        Assert.Equal(("To myself", "Mine"), ((await Newest(Bob, notes))[^1].Text, (await Newest(Ann))[^1].Text));
        Assert.Equal("a-picture", await Do((MessengerDb db) => db.Users.Where(user => user.Id == Bob).Select(user => user.Avatar).SingleAsync()));
    }

    [Fact]
    public async Task Is_followed_by_nothing_that_was_under_way()
    {
        var notes = await Do((Chats c) => c.DirectAsync(Bob, Bob));
        await Do((Profiles p) => p.SetAvatarAsync(Bob, "a-picture"));
        await Do((ManagedPeople p) => p.DeleteAsync(ann, Bob, true));
        Assert.Equal(new Departed("a-picture"), await Do((Departures d) => d.FinishAsync(Bob)));
        Assert.Equal(new Departed(Avatar: null), await Do((Departures d) => d.FinishAsync(Bob)));
        var row = await RowAsync();

        foreach (var chat in new[] { Chat, notes })
        {
            await Refuses(Reason.NotFound, Do((Messages m) => m.PostAsync(Bob, chat, "Too late")));
            await Refuses(Reason.NotFound, Do((Drafts d) => d.SaveAsync(Bob, chat, "Too late")));
        }

        await Refuses(Reason.NotFound, Do((Profiles p) => p.SetAvatarAsync(Bob, "a-picture")));
        await Refuses(Reason.NotFound, Do((Profiles p) => p.ChangeAsync(Bob, profile => profile with { FullName = "Bob once more" })));
        await Refuses(Reason.NotFound, Do((Chats c) => c.GroupAsync(Bob, "Too late", [Eve])));
        await Refuses(Reason.NotFound, Do((Chats c) => c.GroupAsync(Ann, "Too late", [Bob])));
        await Refuses(Reason.NotFound, Do((Chats c) => c.DirectAsync(Bob, Eve)));

        Assert.Equal(row, await RowAsync());

        Task<(string?, string?, string?, int)> RowAsync() => Do(async (MessengerDb db) =>
        {
            var user = await db.Users.AsNoTracking().SingleAsync(user => user.Id == Bob);
            return (user.UserName, user.FullName, user.Avatar, await db.Messages.CountAsync(m => m.SenderId == Bob && !m.IsDeleted && m.Notice == null));
        });
    }

    async Task LeaveAsync(int who, bool withMessages = false)
    {
        await Do(async (Departures d) => await d.AskAsync(await Me(who), Password, null, withMessages));
        Clock.Advance(TimeSpan.FromDays(Departures.Days));
        await FinishAsync();
    }

    async Task FinishAsync()
    {
        foreach (var one in await Do((Departures d) => d.DueAsync()))
        {
            await Do((Departures d) => d.FinishAsync(one));
        }
    }

    Task<Me> Me(int who) => Do(async (Sessions s) => Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(who, "Browser", "::1")).Id, "::1")));
}

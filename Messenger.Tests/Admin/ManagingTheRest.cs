using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What an admin sees of chats, files and jobs.</summary>
public sealed class ManagingTheRest : World
{
    static readonly Actor ann = new(Ann);

    [Fact]
    public async Task Chats_are_seen_from_outside()
    {
        var group = await Group(Bob);
        await Do((Chats c) => c.DirectAsync(Eve, Eve));
        await Says(Bob, "A secret", group);
        await Attach(Bob, group, 3000);

        var chats = (await Do((ManagedChats c) => c.ListAsync(ann))).Chats;

        Assert.Equal([ChatKind.Notes, ChatKind.Group, ChatKind.Direct], chats.Select(chat => chat.Kind));
        Assert.Equal([null, "Hikers", null], chats.Select(chat => chat.Name));
        Assert.Equal(("ann", 2, 3000), (chats[1].Owner?.Username, chats[1].Members, chats[1].Bytes));
        Assert.Equal((1, 2), (chats[0].Members, chats[2].Members));
        Assert.Null(chats[2].Owner);
        Assert.Equal([group], (await Do((ManagedChats c) => c.ListAsync(ann, "hik"))).Chats.Select(chat => chat.Id));
    }

    [Fact]
    public async Task Chats_are_paged_through()
    {
        foreach (var other in await People(ManagedChats.PageLimit))
        {
            await Do((Chats c) => c.DirectAsync(Ann, other));
        }

        var first = await Do((ManagedChats c) => c.ListAsync(ann));
        var second = await Do((ManagedChats c) => c.ListAsync(ann, before: first.Before));

        Assert.Equal([Chat], second.Chats.Select(chat => chat.Id));
        Assert.Equal((ManagedChats.PageLimit, null), (first.Chats.Count, second.Before));
    }

    [Fact]
    public async Task Files_count_once_however_often_they_are_forwarded()
    {
        var message = await Attach(Bob, Chat, 5000);
        await Do((Messages m) => m.ForwardAsync(Ann, message, Chat));
        await Attach(Ann, Chat, 200);

        var use = await Do((StorageUse s) => s.GetAsync(ann));

        Assert.Equal((FileKind.Document, 2, 5200), (use.Kinds.Single().Kind, use.Kinds.Single().Files, use.Bytes));
        Assert.Equal([("bob", 1, 5000), ("ann", 1, 200)], use.People.Select(one => (one.Person.Username, one.Files, one.Bytes)));
        // The bytes stay while a copy is there.
        await Do((Messages m) => m.DeleteAsync(Bob, message));
        Assert.Equal(5200, (await Do((StorageUse s) => s.GetAsync(ann))).Bytes);
    }

    [Fact]
    public async Task Figures_are_those_of_all()
    {
        await Group(Bob);
        await Says(Ann, "Hello");
        await Attach(Bob, Chat, 70);
        await Do((ManagedPeople p) => p.DeactivateAsync(ann, Eve));
        var said = await Newest(Bob);
        await Do((Reports r) => r.CreateAsync(Bob, said.First(one => one.Author.Id == Ann).Id, "Rude"));

        Assert.Equal(new ServerView(People: 2, Deactivated: 1, Admins: 1, Groups: 1, Chats: 2, Messages: 3, Files: 1, Bytes: 70, Reports: 1), await Do((ServerNumbers n) => n.GetAsync(ann)));
    }

    [Fact]
    public async Task A_job_that_failed_is_tried_at_once_or_given_up()
    {
        var (mails, now) = (await Do((MessengerDb db) => db.Jobs.OrderBy(job => job.Id).Select(job => job.Id).ToListAsync()), Clock.Now());
        await Do((MessengerDb db) => db.WriteAsync(() => db.Jobs.Where(job => job.Id == mails[1]).ExecuteUpdateAsync(row => row.SetProperty(job => job.Attempts, 4).SetProperty(job => job.DueAt, now.AddHours(6)))));

        Assert.Equal([mails[1]], (await Do((ManagedJobs j) => j.ListAsync(ann, onlyFailed: true))).Jobs.Select(job => job.Id));
        await Do((ManagedJobs j) => j.RetryAsync(ann, mails[1]));
        Assert.Equal(now, (await Do((ManagedJobs j) => j.ListAsync(ann))).Jobs.Single(job => job.Id == mails[1]).DueAt);
        await Do((ManagedJobs j) => j.DropAsync(ann, mails[1]));

        Assert.Equal([mails[0], mails[2]], (await Do((ManagedJobs j) => j.ListAsync(ann))).Jobs.Select(job => job.Id));
        await Refuses(Reason.Conflict, "job_gone", Do((ManagedJobs j) => j.RetryAsync(ann, mails[1])));
        Assert.Equal([(AuditActs.DroppedJob, $"verify-email {mails[1]}"), (AuditActs.RetriedJob, $"verify-email {mails[1]}")],
            (await Do((Audit a) => a.ListAsync(ann))).Lines.Select(line => (line.Act, line.Detail)));
    }

    async Task<int> Attach(int who, int chat, long size)
    {
        var file = await Do((Files f) => f.AddAsync(who, chat, new FileMetadata(Guid.NewGuid(), "plan.pdf", FileKind.Document, "application/pdf", size, [1])));
        return (await Do((Messages m) => m.PostAsync(who, chat, null, attached: [file]))).Id;
    }
}

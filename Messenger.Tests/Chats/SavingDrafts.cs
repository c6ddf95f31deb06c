using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What was begun on one device goes on with another, and is gone once it was sent.</summary>
public sealed class SavingDrafts : World
{
    static readonly Guid one = new("11111111-1111-4111-8111-111111111111"), other = new("22222222-2222-4222-8222-222222222222");

    [Fact]
    public async Task It_is_there_for_my_other_devices_and_nobody_else_hears_of_it()
    {
        var hello = await Says(Bob, "Hello");
        Bus.Forget();

        var saved = await Save("Shall we", hello.Id);

        Assert.Equal((one, "Shall we", hello.Id, 1), (saved.Id!.Value, saved.Text, saved.ReplyTo, saved.Version));
        Assert.Equal(saved, await Kept());
        Assert.Equal(saved, (await Open(Ann)).Draft);
        Assert.Equal((Chat, saved), (Said<DraftChanged>().ChatId, Said<DraftChanged>().Draft));
        await HeardBy(Said<DraftChanged>(), Ann);
        Assert.False((await Open(Bob)).Draft.IsThere);
    }

    [Fact]
    public async Task Nothing_to_be_read_is_none()
    {
        await Save("Shall we");

        var gone = await Save(" \n", version: 1);

        Assert.Equal(new Draft(null, null, null, 2), gone);
    }

    [Fact]
    public async Task What_it_answers_has_to_be_in_the_chat_and_may_be_gone()
    {
        var elsewhere = await Says(Bob, "Elsewhere", await Group(Bob));
        var hello = await Says(Bob, "Hello");
        await Do((Messages m) => m.DeleteAsync(Bob, hello.Id));

        Assert.Null((await Save("Yes", elsewhere.Id)).ReplyTo);
        Assert.Null((await Save("Yes", Nobody, version: 1)).ReplyTo);
        Assert.Equal(hello.Id, (await Save("Yes", hello.Id, version: 2)).ReplyTo);
    }

    [Fact]
    public async Task Who_knows_an_older_version_replaces_nothing()
    {
        await Save("From the phone");

        await Refuses(Reason.Conflict, "draft_changed", Save("From the desk", id: other, version: 0));

        Assert.Equal("From the phone", (await Kept()).Text);
        await Save("From the desk", id: other, version: 1);
        Assert.Equal("From the desk", (await Kept()).Text);
    }

    /// <summary>A page that is left saves it, and the next one was drawn before that arrived.</summary>
    [Fact]
    public async Task Saved_once_more_it_is_the_same()
    {
        var saved = await Save("Shall we");
        Bus.Forget();

        Assert.Equal(saved, await Save("Shall we", version: 0));
        Assert.Empty(Bus.Said.OfType<DraftChanged>());
        await Refuses(Reason.Conflict, "draft_changed", Save("Shall we meet?", version: 0));
        await Refuses(Reason.Conflict, "draft_changed", Save("Shall we", id: other, version: 0));

        await Send("Shall we", one);
        await Refuses(Reason.Conflict, "draft_changed", Save("Shall we", version: 0));
        Assert.Equal(await Kept(), await Save("", version: 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sending_ends_it_and_a_save_that_comes_late_does_not_bring_it_back(bool hasFile)
    {
        await Save("Shall we");
        Bus.Forget();

        await Send("Shall we meet?", one, hasFile);

        Assert.Equal(new Draft(null, null, null, 2), await Kept());
        Assert.Equal(2, Said<DraftChanged>().Draft.Version);
        await Refuses(Reason.Conflict, "draft_changed", Save("Shall we meet?", version: 1));
        Assert.False((await Kept()).IsThere);
    }

    /// <summary>The page did not know yet that its last save had arrived.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sending_ends_it_whatever_was_saved_last_and_before_anything_was(bool isSaved)
    {
        if (isSaved)
        {
            await Save("Shall");
            await Save("Shall we", version: 1);
        }

        await Send("Shall we meet?", one);

        Assert.False((await Kept()).IsThere);
        await Refuses(Reason.Conflict, "draft_changed", Save("Shall we meet?", version: isSaved ? 2 : 0));
    }

    [Fact]
    public async Task One_of_another_device_stays()
    {
        await Save("From the phone");

        await Send("From the desk", other);

        Assert.Equal((one, "From the phone", 1), ((await Kept()).Id!.Value, (await Kept()).Text, (await Kept()).Version));
    }

    [Fact]
    public async Task A_send_that_was_none_moves_nothing()
    {
        Bus.Forget();

        await Send("Hello", null);

        Assert.Equal(0, (await Kept()).Version);
        Assert.Empty(Bus.Said.OfType<DraftChanged>());
    }

    /// <summary>Many at once, so that they share a statement: each ends its own.</summary>
    [Fact]
    public async Task Many_who_send_at_once_each_end_their_own()
    {
        var people = await People(20);
        var group = await Group(people);
        var ids = people.ToDictionary(person => person, _ => Guid.NewGuid());
        foreach (var person in people)
        {
            await Do((Drafts d) => d.SaveAsync(person, group, "Begun", id: ids[person]));
        }

        await Task.WhenAll(people.Select((person, i) => Task.Run(() => Do((Messages m) => m.PostAsync(person, group, "Sent", draftId: i % 2 == 0 ? ids[person] : null)))));

        var kept = await Do((MessengerDb db) => db.Memberships.AsNoTracking().Where(m => m.ChatId == group && m.DraftText != null).Select(m => m.UserId).Order().ToListAsync());
        Assert.Equal(people.Where((_, i) => i % 2 == 1).Order(), kept);
    }

    /// <summary>Whichever comes first, nothing is left.</summary>
    [Fact]
    public async Task Saving_and_sending_at_once_leaves_none()
    {
        for (var version = (await Kept()).Version; version < 30; version = (await Kept()).Version)
        {
            var (id, known) = (Guid.NewGuid(), version);
            await Outcomes(
            [
                Task.Run(() => Do((Drafts d) => d.SaveAsync(Ann, Chat, "Shall we", id: id, version: known))),
                Task.Run(() => Do((Messages m) => m.PostAsync(Ann, Chat, "Shall we meet?", draftId: id))),
            ]);

            Assert.False((await Kept()).IsThere);
        }
    }

    [Fact]
    public async Task A_page_that_missed_it_sees_another_version_of_the_list()
    {
        List<long> versions = [await ListVersion()];
        foreach (var act in new Func<Task>[] { () => Save("Shall"), () => Save("Shall we", version: 1), () => Save("", version: 2), () => Save("Once more", version: 3), () => Send("Done", one) })
        {
            await act();
            versions.Add(await ListVersion());
        }

        Assert.Equal(versions.Order().Distinct(), versions);
    }

    [Fact]
    public async Task A_stranger_has_none_there_and_who_leaves_leaves_none()
    {
        await Refuses(Reason.NotFound, Do((Drafts d) => d.SaveAsync(Eve, Chat, "Hello")));
        await Refuses(Reason.NotFound, Do((Drafts d) => d.GetAsync(Eve, Chat)));
        var group = await Group(Bob);
        await Do((Drafts d) => d.SaveAsync(Bob, group, "Shall we"));

        await Do((Members m) => m.LeaveAsync(Bob, group));
        await Do((Members m) => m.AddAsync(Ann, group, Bob));

        Assert.False((await Do((Drafts d) => d.GetAsync(Bob, group))).IsThere);
    }

    [Fact]
    public async Task It_is_no_longer_than_a_message() =>
        await Refuses(Reason.Invalid, "text_too_long", Save(new string('x', Message.TextLimit + 1)));

    Task<Draft> Save(string text, int? replyTo = null, Guid? id = null, int? version = null) =>
        Do((Drafts d) => d.SaveAsync(Ann, Chat, text, replyTo, id ?? one, version));

    Task<Draft> Kept() => Do((Drafts d) => d.GetAsync(Ann, Chat));

    async Task<long> ListVersion() => (await Do((Chats c) => c.GetListVersionAsync(Ann))).Number;

    async Task Send(string text, Guid? draft, bool hasFile = false)
    {
        var file = hasFile ? await Do((Files f) => f.AddAsync(Ann, Chat, new FileMetadata(Guid.NewGuid(), "notes.txt", FileKind.Document, "text/plain", 4, new byte[32], null, null, null))) : null;
        await Do((Messages m) => m.PostAsync(Ann, Chat, text, attached: file is null ? null : [file], draftId: draft));
    }
}

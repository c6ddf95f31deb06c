using System.Data.Common;
using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What a node told is not looked up and told again, whenever it was told: before anything could be looked up, too.</summary>
[RunsOnce]
public sealed class TellingOnce
{
    const int Ann = 7, Chat = 1;

    static readonly Delivery everybody = new Delivery.Members(Chat, 1);
    static readonly Me bob = new(8, Guid.Empty, "bob", null, "", null, null, null, false, new Preferences());

    readonly Rows rows = new();
    readonly DeliveryTracker told;

    public TellingOnce() => told = new DeliveryTracker(new MissedChanges(rows), TimeProvider.System);

    [Fact]
    public async Task What_was_told_before_the_chats_could_be_looked_up_is_told_once()
    {
        await told.BeginAsync(Ann);

        // The database is there again, and a look has read this when the next message comes.
        var read = Row(revision: 20);
        Assert.True(told.Take(Posted(21)));
        var chat = told.GetOrAdd(Chat);
        Assert.Null(chat.Look(read, DateTimeOffset.UtcNow, out _));

        Assert.Null(chat.Look(Row(revision: 21), DateTimeOffset.UtcNow, out var hasHoles));
        Assert.False(hasHoles);
        Assert.False(told.Take(Posted(21)));
    }

    [Fact]
    public async Task What_arrives_late_is_told_all_the_same()
    {
        await told.BeginAsync(Ann);

        Assert.True(told.Take(Posted(21)));
        Assert.True(told.Take(Posted(20)));
        Assert.False(told.Take(Posted(20)));
    }

    [Fact]
    public async Task What_nobody_told_of_is_found_at_the_second_look()
    {
        rows.Answer = [Row(revision: 20)];
        await told.BeginAsync(Ann);
        Assert.True(told.Take(Posted(22)));
        var chat = told.GetOrAdd(Chat);

        Assert.Null(chat.Look(Row(revision: 22), DateTimeOffset.UtcNow, out var hasHoles));
        Assert.True(hasHoles);
        Assert.Equal((20, 22), chat.Look(Row(revision: 22), DateTimeOffset.UtcNow, out _));
        Assert.Equal(21, Assert.IsType<MessagePosted>(Assert.Single(chat.Find(Row(revision: 22), [Message(21), Message(22)], null, everybody, 22))).Message.Revision);
    }

    [Fact]
    public async Task An_edit_that_is_found_after_an_erasure_is_an_edit()
    {
        await told.BeginAsync(Ann);
        told.GetOrAdd(Chat).Appear();
        Assert.True(told.Take(new HistoryErased(everybody, Chat, 10, Revision: 30, ChangesLists: true, Pinned: null)));
        Assert.True(told.Take(new MessageEdited(everybody, Message(31) with { Sequence = 12 })));
        var chat = told.GetOrAdd(Chat);

        Assert.Null(chat.Look(Row(revision: 32) with { LastSequence = 12 }, DateTimeOffset.UtcNow, out _));
        Assert.Equal((31, 32), chat.Look(Row(revision: 32) with { LastSequence = 12 }, DateTimeOffset.UtcNow, out _));
        Assert.IsType<MessageEdited>(Assert.Single(chat.Find(Row(revision: 32), [Message(32) with { Sequence = 11 }], null, everybody, 32)));
    }

    static ReaderChat Row(long revision) => new(Ann, Chat, revision, ChangedRevision: 0, LastSequence: (int)revision, MembershipVersion: 1, ReadSequence: 0, FirstSequence: 1);

    static MessagePosted Posted(long revision) => new(everybody, Message(revision));

    static MessageView Message(long revision) => MessageView.Unsent(bob, Chat) with { Id = (int)revision, Sequence = (int)revision, Revision = revision };

    /// <summary>The only rows there are; without any the database is away.</summary>
    sealed class Rows : ILookups
    {
        public List<ReaderChat>? Answer { get; set; }

        public Task<bool> AreReadyAsync() => Task.FromResult(Answer is not null);

        public Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters) =>
            Answer is null ? Task.FromException<List<T>>(new TimeoutException()) : Task.FromResult((List<T>)(object)Answer);
    }
}

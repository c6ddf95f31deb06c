using Messenger.Domain;

namespace Messenger.Tests;

public sealed class ReadingChats : World
{
    [Fact]
    public async Task Unread_is_what_was_said_after_my_mark()
    {
        await SaysMany(Ann, 3);

        await Read(Bob, 2);

        Assert.Equal((2, 1), ((await Open(Bob)).ReadSequence, (await Open(Bob)).Unread));
    }

    [Fact]
    public async Task Authors_of_what_was_read_hear_it_and_so_do_my_other_devices()
    {
        var group = await Group(Bob, Eve);
        await Says(Ann, "Hello", group);

        await Read(Bob, 2, group);

        var said = Said<ChatRead>();
        Assert.Equal((group, Bob, 2), (said.ChatId, said.ReaderId, said.Sequence));
        await HeardBy(said, Ann, Bob);
    }

    [Fact]
    public async Task The_second_time_says_nothing()
    {
        await Says(Ann, "Hello");
        await Read(Bob, 1);
        Bus.Forget();

        await Read(Bob, 1);

        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task A_mark_never_goes_back()
    {
        await SaysMany(Ann, 3);
        await Read(Bob, 3);
        Bus.Forget();

        await Read(Bob, 1);

        Assert.Equal(3, (await Open(Bob)).ReadSequence);
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task A_mark_never_goes_past_the_last()
    {
        await Says(Ann, "Hello");

        await Read(Bob, int.MaxValue);

        Assert.Equal(1, (await Open(Bob)).ReadSequence);
        await Says(Ann, "Unread again");
        Assert.Equal(1, (await Open(Bob)).Unread);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5)]
    public async Task In_an_empty_chat_there_is_nothing_to_read(int sequence)
    {
        await Read(Bob, sequence);

        Assert.Equal(0, (await Open(Bob)).ReadSequence);
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Who_read_a_message_is_known_with_the_time()
    {
        var hello = await Says(Ann, "Hello");
        Clock.Advance(TimeSpan.FromMinutes(5));

        await Read(Bob, 1);

        var reader = Assert.Single(await Readers(Ann, hello));
        Assert.Equal((Bob, Clock.Now()), (reader.Person.Id, reader.ReadAt));
    }

    [Fact]
    public async Task The_earliest_reading_at_or_past_it_gives_the_time()
    {
        var messages = new[] { await Says(Ann, "One"), await Says(Ann, "Two"), await Says(Ann, "Three") };
        await Read(Bob, 1);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Read(Bob, 3);
        var second = Clock.Now();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Says(Ann, "Four");
        await Read(Bob, 4);

        Assert.Equal(second.AddMinutes(-1), Assert.Single(await Readers(Ann, messages[0])).ReadAt);
        Assert.Equal(second, Assert.Single(await Readers(Ann, messages[1])).ReadAt);
        Assert.Equal(second, Assert.Single(await Readers(Ann, messages[2])).ReadAt);
    }

    [Fact]
    public async Task Whoever_has_not_read_so_far_and_who_wrote_it_are_not_among_the_readers()
    {
        var group = await Group(Bob, Eve);
        var hello = await Says(Ann, "Hello", group);
        await Read(Bob, 1, group);

        Assert.Empty(await Readers(Ann, hello));
    }

    [Fact]
    public async Task Who_answered_has_read_though_nobody_knows_when()
    {
        var hello = await Says(Ann, "Hello");
        await Says(Bob, "Hi");

        var reader = Assert.Single(await Readers(Ann, hello));
        Assert.Equal((Bob, null), (reader.Person.Id, reader.ReadAt));
    }

    [Fact]
    public async Task At_most_fifty_readers_are_listed()
    {
        var people = await People(51);
        var group = await Group(people);
        var hello = await Says(Ann, "Hello", group);
        foreach (var person in people)
        {
            await Read(person, hello.Sequence, group);
        }

        Assert.Equal(50, (await Readers(Ann, hello)).Count);
    }

    [Fact]
    public async Task Who_read_the_last_message_is_known_of_all_chats_at_once()
    {
        var (group, empty) = (await Group(Bob, Eve), await Group());
        await Says(Ann, "Hello");
        var last = await Says(Bob, "Hello all", group);
        await Read(Eve, last.Sequence, group);
        var first = Clock.Now();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Read(Ann, last.Sequence, group);

        var readers = (await Do((DetailedChats c) => c.ListAsync(Ann, 0, 10))).ToDictionary(chat => chat.Id, chat => chat.LastReaders);

        Assert.Equal([new ReadReceiptView(Eve, first), new ReadReceiptView(Ann, first.AddMinutes(1))], readers[group]);
        Assert.Equal((await Do((ReadReceipts r) => r.ReadersAsync(Ann, group, [last])))[last.Id], readers[group]);
        Assert.Empty(readers[Chat]);
        Assert.Empty(readers[empty]);
    }

    [Fact]
    public async Task The_first_fifty_are_listed_of_the_last_message_too()
    {
        var people = await People(51);
        var group = await Group(people);
        var hello = await Says(Ann, "Hello", group);
        foreach (var person in people)
        {
            await Read(person, hello.Sequence, group);
        }

        var readers = (await Do((DetailedChats c) => c.OneAsync(Ann, group))).LastReaders;

        Assert.Equal(people.Order().Take(50), readers.Select(reader => reader.UserId));
        Assert.Equal((await Do((ReadReceipts r) => r.ReadersAsync(Ann, group, [hello])))[hello.Id], readers);
    }

    [Fact]
    public async Task In_what_is_told_to_everybody_nobody_has_read()
    {
        var hello = await Says(Ann, "Hello");
        await Read(Bob, hello.Sequence);

        var chat = await Do((DetailedChats c) => c.ForAllAsync(Chat, 10));

        Assert.Equal((hello.Id, 0), (chat.Last!.Id, chat.LastReaders.Count));
    }

    [Fact]
    public async Task The_two_furthest_marks_are_enough_for_everybodys_ticks()
    {
        var group = await Group(Bob, Eve);
        await SaysMany(Ann, 4, group);
        await Read(Bob, 3, group);

        var marks = (await Do((History h) => h.GetStateAsync(Eve, group))).Marks;

        Assert.Equal((3, 5, 5), (marks.WithoutMarkOf(Ann), marks.WithoutMarkOf(Bob), marks.WithoutMarkOf(Eve)));
    }

    [Fact]
    public async Task Alone_in_a_chat_nobody_else_has_read()
    {
        var notes = await Do((Chats c) => c.DirectAsync(Ann, Ann));
        await Says(Ann, "Milk", notes);

        Assert.Equal(0, (await Do((History h) => h.GetStateAsync(Ann, notes))).Marks.WithoutMarkOf(Ann));
    }

    [Fact]
    public async Task In_a_direct_chat_I_see_how_far_the_other_has_read()
    {
        await SaysMany(Ann, 2);
        await Read(Bob, 1);

        Assert.Equal(1, (await Open(Ann)).OthersRead);
    }

    [Fact]
    public async Task Reading_behind_my_own_send_does_not_make_it_unread()
    {
        await Says(Bob, "Hello");
        for (var i = 0; i < 50; i++)
        {
            var last = (await Open(Ann)).LastSequence;
            await Task.WhenAll(
                Task.Run(() => Do((Messages m) => m.PostAsync(Ann, Chat, "Hi")), Cancelled),
                Task.Run(() => Do((ReadReceipts r) => r.ReadAsync(Ann, Chat, last)), Cancelled),
                Task.Run(() => Do((ReadReceipts r) => r.ReadAsync(Ann, Chat, last)), Cancelled));

            Assert.Equal(0, (await Open(Ann)).Unread);
            await Says(Bob, "Yes?");
        }
    }

    [Fact]
    public async Task Reading_twice_at_once_is_kept_once()
    {
        var hello = await Says(Ann, "Hello");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Read(Bob, 1), Cancelled)));

        Said<ChatRead>();
        Assert.Equal(1, await Do((MessengerDb db) => Task.FromResult(db.MessageReads.Count(r => r.MessageId == hello.Id))));
    }

    [Fact]
    public async Task A_stranger_finds_no_chat()
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.NotFound, Read(Eve, 1));
        await Refuses(Reason.NotFound, Do((History h) => h.GetStateAsync(Eve, Chat)));
        Assert.Empty(await Readers(Eve, hello));
    }

    Task Read(int who, int sequence, int chat = Chat) => Do((ReadReceipts r) => r.ReadAsync(who, chat, sequence));

    Task<IReadOnlyList<MessageReaderView>> Readers(int who, MessageView message) => Do((ReadReceipts r) => r.ReadersAsync(who, message));
}

using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>The pages of a chat.</summary>
public sealed class ReadingHistory : World
{
    const int Page = History.PageLimit;

    [Fact]
    public async Task A_chat_where_nothing_was_said_has_one_empty_page()
    {
        var page = await Do((History h) => h.NewestAsync(Ann, Chat));

        Assert.Empty(page.Messages);
        Assert.Equal((false, false), (page.HasOlder, page.HasNewer));
    }

    [Fact]
    public async Task One_message_is_one_page()
    {
        await Says(Ann, "Hello");

        await IsPage(h => h.NewestAsync(Bob, Chat), 1, 1, hasOlder: false, hasNewer: false);
    }

    [Fact]
    public async Task A_full_page_has_nothing_before_it()
    {
        await SaysMany(Ann, Page);

        await IsPage(h => h.NewestAsync(Ann, Chat), 1, Page, hasOlder: false, hasNewer: false);
    }

    [Fact]
    public async Task One_more_than_a_page_has_one_before_it()
    {
        await SaysMany(Ann, Page + 1);

        await IsPage(h => h.NewestAsync(Ann, Chat), 2, Page + 1, hasOlder: true, hasNewer: false);
        await IsPage(h => h.OlderAsync(Ann, Chat, 2), 1, 1, hasOlder: false, hasNewer: true);
    }

    [Fact]
    public async Task Going_back_and_forth_misses_nothing_and_shows_nothing_twice()
    {
        await SaysMany(Ann, 10);

        await IsPage(h => h.OlderAsync(Ann, Chat, 8, 3), 5, 7, hasOlder: true, hasNewer: true);
        await IsPage(h => h.OlderAsync(Ann, Chat, 5, 4), 1, 4, hasOlder: false, hasNewer: true);
        await IsPage(h => h.NewerAsync(Ann, Chat, 0, 4), 1, 4, hasOlder: false, hasNewer: true);
        await IsPage(h => h.NewerAsync(Ann, Chat, 4, 4), 5, 8, hasOlder: true, hasNewer: true);
        await IsPage(h => h.NewerAsync(Ann, Chat, 8, 2), 9, 10, hasOlder: true, hasNewer: false);
    }

    [Fact]
    public async Task Before_the_first_and_after_the_last_there_is_nothing()
    {
        await SaysMany(Ann, 3);

        var before = await Do((History h) => h.OlderAsync(Ann, Chat, 1));
        var after = await Do((History h) => h.NewerAsync(Ann, Chat, 3));

        Assert.Empty(before.Messages);
        Assert.False(before.HasOlder);
        Assert.Empty(after.Messages);
        Assert.False(after.HasNewer);
    }

    [Fact]
    public async Task Around_a_message_are_ten_before_it_and_the_rest_after()
    {
        await SaysMany(Ann, 70);

        await IsPage(h => h.AroundAsync(Ann, Chat, 15), 5, 54, hasOlder: true, hasNewer: true);
        await IsPage(h => h.AroundAsync(Ann, Chat, 11), 1, 50, hasOlder: false, hasNewer: true);
        await IsPage(h => h.AroundAsync(Ann, Chat, 1), 1, 50, hasOlder: false, hasNewer: true);
        await IsPage(h => h.AroundAsync(Ann, Chat, 70), 60, 70, hasOlder: true, hasNewer: false);
        await IsPage(h => h.AroundAsync(Ann, Chat, int.MinValue), 1, 50, hasOlder: false, hasNewer: true);
    }

    [Fact]
    public async Task One_message_has_a_page_of_its_own()
    {
        var hello = await Says(Ann, "Hello");

        Assert.Equivalent(hello, await Do((History h) => h.OneAsync(Bob, Chat, hello.Id)), strict: true);
    }

    [Fact]
    public async Task A_message_of_another_chat_is_not_found_in_this_one()
    {
        var group = await Group();
        var elsewhere = await Says(Ann, "Elsewhere", group);

        await Refuses(Reason.NotFound, Do((History h) => h.OneAsync(Ann, Chat, elsewhere.Id)));
    }

    [Fact]
    public async Task Newcomers_see_what_was_said_before_them()
    {
        var group = await Group();
        await Says(Ann, "Anybody here?", group);

        await Do((Members m) => m.AddAsync(Ann, group, Bob));

        Assert.Equal([SystemMessage.Created, null, SystemMessage.Added], (await Newest(Bob, group)).Select(m => m.Notice));
    }

    [Theory]
    [InlineData(Chat)]
    [InlineData(Nobody)]
    public async Task A_stranger_finds_no_page(int chat)
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.NotFound, Do((History h) => h.NewestAsync(Eve, chat)));
        await Refuses(Reason.NotFound, Do((History h) => h.OlderAsync(Eve, chat, 9)));
        await Refuses(Reason.NotFound, Do((History h) => h.NewerAsync(Eve, chat, 0)));
        await Refuses(Reason.NotFound, Do((History h) => h.AroundAsync(Eve, chat, 1)));
        await Refuses(Reason.NotFound, Do((History h) => h.OneAsync(Eve, chat, hello.Id)));
        Assert.Null(await Do((History h) => h.RevisionAsync(Eve, chat)));
    }

    async Task IsPage(Func<History, Task<MessagePage>> ask, int first, int last, bool hasOlder, bool hasNewer)
    {
        var page = await Do(ask);
        Assert.Equal(Enumerable.Range(first, last - first + 1), page.Messages.Select(m => m.Sequence));
        Assert.Equal((hasOlder, hasNewer), (page.HasOlder, page.HasNewer));
    }
}

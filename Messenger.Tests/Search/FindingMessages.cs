using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class FindingMessages : SearchWorld
{
    static readonly string[] said =
    [
        "Привет, мир! Ёлка", "Die Straße nach Köln", "İstanbul ve Işık", "مرحبا بالعالم", "שלום עולם", "今天天气很好", "Well done 👍🏽", "100% sure", "100 sure",
        "snake_case", "snakeXcase", "it’s O'Brien", "say \"hello\" AND bye", "to be or not", "alpha beta", "C:\\temp", "naïve café", "a-b c",
    ];

    // What is typed, and what is found.
    static readonly (string Typed, string[] Found)[] questions =
    [
        ("ВЕТ", ["Привет, мир! Ёлка"]), ("елка привет", ["Привет, мир! Ёлка"]), ("strasse", ["Die Straße nach Köln"]), ("STRASSE koln", ["Die Straße nach Köln"]),
        ("istanbul ISIK", ["İstanbul ve Işık"]), ("رحب", ["مرحبا بالعالم"]), ("לום", ["שלום עולם"]), ("天气", ["今天天气很好"]), ("今天天", ["今天天气很好"]), ("👍", ["Well done 👍🏽"]),
        ("0%", ["100% sure"]), ("00% su", ["100% sure"]), ("e_c", ["snake_case"]), ("ake_case", ["snake_case"]), ("its obrien", ["it’s O'Brien"]), ("\"hel", ["say \"hello\" AND bye"]),
        ("hello\" and", ["say \"hello\" AND bye"]), ("be to", ["to be or not"]), ("not be", ["to be or not"]), ("beta alph", ["alpha beta"]), ("alpha gamma", []), ("alpha*", []),
        ("c:\\te", ["C:\\temp"]), ("naive CAFÉ", ["naïve café"]), ("a\0b", []), ("alp\0", ["alpha beta"]), ("\uD800", []), ("NEAR(alpha beta)", []), ("a-b", ["a-b c", "alpha beta", "say \"hello\" AND bye", "İstanbul ve Işık"]),
    ];

    [Theory]
    [InlineData(IndexedAs.NotYet)]
    [InlineData(IndexedAs.LookedThrough)]
    [InlineData(IndexedAs.ByIndex)]
    public async Task Finds_any_part_of_words_in_any_language_and_nothing_else(IndexedAs indexed)
    {
        foreach (var text in said)
        {
            await Says(Ann, text);
        }

        // Of one and two letters only what is looked through is found, and a chat that only counts as long has nothing there.
        await GoesAsync(indexed);
        List<string> wrong = [];
        foreach (var (typed, found) in questions.Where(question => indexed != IndexedAs.ByIndex || question.Typed.Split(' ').Any(word => TextRules.Length(word) > 2) && question.Typed != "a-b"))
        {
            var texts = await Texts(Bob, typed);
            if (!texts.Order().SequenceEqual(found.Order()))
            {
                wrong.Add($"{typed}: {string.Join(" | ", texts)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(IndexedAs.NotYet)]
    [InlineData(IndexedAs.LookedThrough)]
    [InlineData(IndexedAs.ByIndex)]
    public async Task Finds_nothing_where_I_am_not(IndexedAs indexed)
    {
        var group = await Group(Bob, Eve);
        await Says(Ann, "The harbour at seven", group);
        await GoesAsync(indexed);
        Assert.Equal(["The harbour at seven"], await Texts(Eve, "harbour"));

        await Do((Members members) => members.RemoveAsync(Ann, group, Eve));
        Assert.Empty(await Texts(Eve, "harbour"));
        await Refuses(Reason.NotFound, FindAsync(Eve, "harbour", group));
        await Refuses(Reason.NotFound, FindAsync(Eve, "harbour", Nobody));

        await Do((Members members) => members.AddAsync(Ann, group, Eve));
        Assert.Equal(["The harbour at seven"], await Texts(Eve, "harbour"));
    }

    [Theory]
    [InlineData(IndexedAs.NotYet)]
    [InlineData(IndexedAs.LookedThrough)]
    [InlineData(IndexedAs.ByIndex)]
    public async Task Finds_what_a_message_says_now(IndexedAs indexed)
    {
        var (edited, deleted) = (await Says(Ann, "Meet at the harbour"), await Says(Ann, "Or at the harbourside"));
        await GoesAsync(indexed);
        Assert.Equal(2, (await Texts(Bob, "harbour")).Length);

        await Do((Messages messages) => messages.EditAsync(Ann, edited.Id, "Meet at the station"));
        await Do((Messages messages) => messages.DeleteAsync(Ann, deleted.Id));

        Assert.Empty(await Texts(Bob, "harbour"));
        Assert.Equal(["Meet at the station"], await Texts(Bob, "station"));
        await IndexAsync();
        Assert.Empty(await Texts(Bob, "harbour"));
        Assert.Equal(["Meet at the station"], await Texts(Bob, "station"));
    }

    [Theory]
    [InlineData(IndexedAs.NotYet)]
    [InlineData(IndexedAs.ByIndex)]
    public async Task Comes_page_by_page_the_newest_first_and_misses_nothing(IndexedAs indexed)
    {
        const int count = MessageSearch.PageLimit * 2 + 1;
        var group = await Group(Bob);
        for (var i = 1; i <= count; i++)
        {
            await Says(Ann, $"wave {i}", i % 2 == 0 ? group : Chat);
        }

        await GoesAsync(indexed);
        List<string> all = [];
        List<int> sizes = [];
        FoundMessages? page = null;
        do
        {
            page = await FindAsync(Bob, "wave", before: page?.Before);
            all.AddRange(page.Messages.Select(message => message.Text));
            sizes.Add(page.Messages.Count);
        }
        while (page.Before is not null);

        Assert.Equal(Enumerable.Range(1, count).Reverse().Select(i => $"wave {i}"), all);
        Assert.Equal([50, 50, 1], sizes);
        Assert.Equal(["wave 100"], (await Texts(Bob, "wave 100", group)));
        Assert.Empty(await Texts(Bob, "wave 100", Chat));
    }

    [Fact]
    public async Task Is_narrowed_down_by_who_where_when_and_with_what()
    {
        var group = await Group(Bob);
        await Says(Ann, "harbour one");
        await Says(Bob, "harbour two", group);
        Clock.Advance(TimeSpan.FromDays(2));
        await Says(Ann, "harbour three, see https://example.org", group);
        await IndexAsync();

        Assert.Equal(["harbour two"], await Texts(Ann, "harbour from:bob"));
        Assert.Equal(["harbour two"], await Texts(Ann, "from:@BOB"));
        Assert.Equal(["harbour two"], await Texts(Ann, "harb От:bob до:2026-03-02"));
        Assert.Equal(["harbour three, see https://example.org"], await Texts(Ann, "в:\"hik ers\" есть:ссылка"));
        Assert.Empty(await Texts(Ann, "harbour from:eve"));
        Assert.Equal(2, (await Texts(Ann, "in:hike harbour")).Length);
        Assert.Equal(["harbour one"], await Texts(Ann, "IN:bob harbour"));
        Assert.Empty(await Texts(Ann, "in:ann harbour"));
        // The clock begins on the first of March.
        Assert.Equal(["harbour two", "harbour one"], await Texts(Ann, "harbour before:2026-03-02"));
        Assert.Equal(["harbour three, see https://example.org"], await Texts(Ann, "harbour after:2026-03-01"));
        Assert.Empty(await Texts(Ann, "harbour after:2026-03-01 before:2026-03-02"));
        Assert.Equal(["harbour three, see https://example.org"], await Texts(Ann, "has:link"));
        Assert.Empty(await Texts(Ann, "has:file harbour"));
        // Without anything behind the colon it is a word like others.
        Assert.Empty(await Texts(Ann, "harbour from:"));
    }

    [Theory]
    [InlineData("before:yesterday", "day_odd")]
    [InlineData("after:2026-02-30", "day_odd")]
    [InlineData("after:9999-12-31", "day_odd")]
    [InlineData("has:everything", "has_odd")]
    public async Task Says_what_it_does_not_understand(string typed, string code) => await Refuses(Reason.Invalid, code, FindAsync(Ann, typed));

    [Fact]
    public async Task Takes_so_much_and_no_more()
    {
        await Refuses(Reason.Invalid, "query_too_long", FindAsync(Ann, new string('a', MessageQuery.TypedLimit + 1)));
        Assert.Empty(await Texts(Ann, new string('a', MessageQuery.TypedLimit)));
        Assert.Empty(await Texts(Ann, "  "));
        Assert.Empty(await Texts(Ann, "'"));
    }

    [Fact]
    public async Task Says_when_it_looked_through_the_newest_only()
    {
        await Says(Ann, "ok");
        await IndexAsync();
        Assert.True((await FindAsync(Ann, "ok")).IsWhole);

        await LengthenAsync(MessageSearch.ScanLimit + 1);

        Assert.False((await FindAsync(Ann, "ok")).IsWhole);
        Assert.True((await FindAsync(Ann, "okay")).IsWhole);
    }

    /// <summary>The clock moves by itself each time that somebody looks at it.</summary>
    [Fact]
    public async Task Looks_through_them_for_so_long_and_says_that_there_are_more()
    {
        await Says(Ann, "ok");
        await IndexAsync();
        await LengthenAsync(MessageSearch.ScanLimit - 1);
        Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(30);
        Assert.Equal((true, 1), ((await FindAsync(Ann, "ok")).IsWhole, (await FindAsync(Ann, "ok")).Messages.Count));

        Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(301);

        var found = await FindAsync(Ann, "ok");
        Assert.Equal((false, 0), (found.IsWhole, found.Messages.Count));
    }

    [Fact]
    public async Task Finds_a_common_word_in_its_order_in_busy_chats_and_quiet_ones()
    {
        var group = await Group(Bob);
        await RepeatAsync(await Says(Ann, "A harbour of old", group), 40, "Another harbour of old");
        await RepeatAsync(await Says(Ann, "A harbour"), ISearchIndex.CommonFrom + 500, "Another harbour");
        await RepeatAsync(await Says(Ann, "A new harbour", group), 20, "Another new harbour");
        await Says(Bob, "The last harbour");
        await IndexAsync();
        await Do((MessengerDb db) => db.Database.ExecuteSqlAsync($"ANALYZE"));

        var all = await Do((MessengerDb db) => db.Messages.Where(m => m.Content.Contains("harbour")).OrderByDescending(m => m.Id).Select(m => m.Id).ToListAsync());
        List<int> found = [];
        int? before = null;
        for (var i = 0; i < 3; i++)
        {
            var page = await FindAsync(Bob, "harbour", before: before);
            Assert.True(page.IsWhole);
            found.AddRange(page.Messages.Select(message => message.Id));
            before = page.Before;
        }

        Assert.Equal(all[..(3 * MessageSearch.PageLimit)], found);
        Assert.Equal(all[^30..], (await FindAsync(Bob, "harbour", before: all[^31])).Messages.Select(message => message.Id));
    }

    /// <summary>Looking through mine takes too long here, so it ends with the index.</summary>
    [Fact]
    public async Task Finds_all_of_a_word_that_others_use_all_the_time()
    {
        var others = await Group(Eve);
        await RepeatAsync(await Says(Ann, "A foghorn", others), ISearchIndex.CommonFrom + 500, "Another foghorn");
        await Says(Bob, "My foghorn");
        await IndexAsync();
        await LengthenAsync(ISearchIndex.CommonFrom + 500);
        await Do((MessengerDb db) => db.Database.ExecuteSqlAsync($"ANALYZE"));
        Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(301);

        var found = await FindAsync(Bob, "foghorn");

        Assert.Equal((true, "My foghorn"), (found.IsWhole, Assert.Single(found.Messages).Text));
    }

    [Fact]
    public async Task Passes_over_lines_of_the_system()
    {
        await Group(Bob);
        await IndexAsync();

        Assert.Empty(await Texts(Ann, "hikers"));
    }
}

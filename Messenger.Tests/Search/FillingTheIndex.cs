using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>How messages come into the index.</summary>
public sealed class FillingTheIndex : SearchWorld
{
    // So long that looking through all of them is not the quicker way.
    static readonly string longText = string.Concat(Enumerable.Repeat("Shall we meet at the harbour at seven? ", 20));

    [Fact]
    public async Task Takes_what_was_there_before_a_batch_at_a_time()
    {
        await SaysMany(Ann, 201);
        Assert.Equal(201, (await ProgressAsync()).Behind);

        Assert.True(await Do((SearchIndexer indexer) => indexer.AddNextAsync()));
        Assert.Equal(1, (await ProgressAsync()).Behind);
        Assert.False(await Do((SearchIndexer indexer) => indexer.AddNextAsync()));

        Assert.Equal((0, 201), ((await ProgressAsync()).Behind, await RowsAsync()));
        Assert.False(await Do((SearchIndexer indexer) => indexer.AddNextAsync()));
        Assert.Equal(201, await RowsAsync());
    }

    [Fact]
    public async Task Does_not_bring_back_what_was_edited_or_deleted_meanwhile()
    {
        var (edited, deleted) = (await Says(Ann, "The old text"), await Says(Ann, "The third flowerpot"));
        await Do((Messages messages) => messages.EditAsync(Ann, edited.Id, "The new text"));
        await Do((Messages messages) => messages.DeleteAsync(Ann, deleted.Id));

        // Read before, added after.
        await Do((ISearchIndex index) => index.AddAsync([new(edited.Id, Chat, "the old text"), new(deleted.Id, Chat, "the third flowerpot")], deleted.Id));

        Assert.Equal(["", "the new text"], (await TextsAsync()).Order());
        Assert.Equal(["The new text"], await Texts(Bob, "text"));
    }

    [Fact]
    public async Task Leaves_out_none_that_was_committed_late()
    {
        var late = await Says(Ann, "I was late");
        // Another with a later id was quicker.
        await Do((ISearchIndex index) => index.AddAsync([], late.Id));

        await IndexAsync();

        // SQLite has one writer, so there it cannot be.
        Assert.Equal(Databases.OnPostgres ? 1 : 0, (await Texts(Bob, "late")).Length);
    }

    [Fact]
    public async Task Begins_anew_when_texts_are_folded_otherwise()
    {
        await Says(Ann, "Hello");
        await IndexAsync();
        await Do((MessengerDb db) => db.WriteAsync(() => db.Installations.ExecuteUpdateAsync(row => row.SetProperty(i => i.Folding, 0))));

        await Do((MessengerDb db) => db.PrepareAsync());

        Assert.Equal((1, 0), ((await ProgressAsync()).Behind, await RowsAsync()));
        await IndexAsync();
        Assert.Equal(["Hello"], await Texts(Bob, "hello"));
    }

    [Fact]
    public async Task Anew_finds_everything_meanwhile_and_goes_on_where_it_was()
    {
        await SaysMany(Ann, 449);
        await Says(Ann, "A harbour");
        await Says(Ann, "A lighthouse");
        await IndexAsync();
        // As after a disaster: one text is missing, another is wrong.
        await Do((MessengerDb db) => db.WriteAsync(() => db.Database.ExecuteSqlAsync($"DELETE FROM search_texts WHERE text = '7'")));
        await Do((MessengerDb db) => db.WriteAsync(() => db.Database.ExecuteSqlAsync($"UPDATE search_texts SET text = 'a flowerpot' WHERE text = 'a lighthouse'")));
        Assert.Empty(await Texts(Bob, "lighthouse"));

        await Do((ManagedSearch search) => search.RebuildAsync(Actor.CommandLine));
        List<int?> percents = [(await ProgressAsync()).RebuiltPercent];
        while (await Do((SearchIndexer indexer) => indexer.AddNextAsync()))
        {
            percents.Add((await ProgressAsync()).RebuiltPercent);
            await Says(Ann, $"Said meanwhile {percents.Count}");
            Assert.Equal(["A harbour"], await Texts(Bob, "harbour"));
        }

        Assert.Equal([0, 44, 88], percents);
        Assert.Null((await ProgressAsync()).RebuiltPercent);
        Assert.Equal(["A lighthouse"], await Texts(Bob, "lighthouse"));
        Assert.Contains("7", await TextsAsync());
        Assert.DoesNotContain("a flowerpot", await TextsAsync());
        Assert.Single(await Texts(Bob, "meanwhile 2"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_whole_and_true_when_it_began_anew_while_texts_that_were_read_were_about_to_be_added(bool wasBeingMadeAnew)
    {
        var said = await Says(Ann, "A lighthouse");
        await SaysMany(Ann, 250);
        await IndexAsync();
        if (wasBeingMadeAnew)
        {
            await Do((ManagedSearch search) => search.RebuildAsync(Actor.CommandLine));
        }

        await Says(Ann, "One more");
        var index = await Do((ISearchIndex index) => Task.FromResult(index));
        var late = new LateIndex(index, async () =>
        {
            await Do((MessengerDb db) => db.WriteAsync(() => db.Messages.Where(message => message.Id == said.Id).ExecuteUpdateAsync(row => row.SetProperty(m => m.Content, "A harbour"))));
            await Do((MessengerDb db) => db.WriteAsync(() => db.Installations.ExecuteUpdateAsync(row => row.SetProperty(i => i.Folding, 0))));
            await Do((MessengerDb db) => db.PrepareAsync());
        });

        await new SearchIndexer(await Do((ILookups lookups) => Task.FromResult(lookups)), late).AddNextAsync();
        await IndexAsync();

        Assert.Equal(252, await RowsAsync());
        Assert.Equal(["A harbour"], await Texts(Bob, "harbour"));
        Assert.Empty(await Texts(Bob, "lighthouse"));
        Assert.Null((await ProgressAsync()).RebuiltId);
    }

    [Fact]
    public async Task Keeps_no_text_that_was_added_while_it_was_emptied()
    {
        var said = await Says(Ann, "A harbour");
        await Do((MessengerDb db) => db.WriteAsync(() => db.Database.ExecuteSqlAsync($"UPDATE search_state SET last_id = 0, rebuilt_id = 0")));
        await Do((MessengerDb db) => db.WriteAsync(() => db.Database.ExecuteSqlAsync($"INSERT INTO search_texts (message_id, chat_id, text) VALUES ({said.Id}, {Chat}, 'a lighthouse')")));

        await IndexAsync();

        Assert.Equal(["a harbour"], await TextsAsync());
    }

    [Fact]
    public async Task Lets_a_word_be_found_by_the_index()
    {
        await RepeatAsync(await Says(Ann, "A lighthouse"), 6000, longText);
        await IndexAsync();
        await Do((MessengerDb db) => db.Database.ExecuteSqlAsync($"ANALYZE"));

        var plan = await PlanAsync("lighthouse");

        if (Databases.OnPostgres)
        {
            Assert.Contains("ix_search_texts_text", plan);
        }
        else
        {
            Assert.Matches("search_index VIRTUAL TABLE INDEX", plan);
            Assert.DoesNotContain("TEMP B-TREE", plan);
        }
    }

    [Fact]
    public async Task Takes_as_little_for_one_more_however_many_there_are()
    {
        var first = await Says(Ann, "A lighthouse");
        List<long> costs = [];
        foreach (var many in new[] { 3000, 6000 })
        {
            await RepeatAsync(first, many, longText);
            await IndexAsync();
            await Do((MessengerDb db) => db.Database.ExecuteSqlAsync($"ANALYZE"));
            await Says(Ann, "One more");
            var statements = await Do((ILookups lookups) => Task.FromResult(new ReadStatements(lookups)));
            await new SearchIndexer(statements, await Do((ISearchIndex index) => Task.FromResult(index))).AddNextAsync();
            costs.Add(await CostAsync(statements));
        }

        Assert.InRange(costs[1], 1, costs[0] * 3 / 2);
    }

    Task<long> CostAsync(ReadStatements statements) => Do(async (MessengerDb db) =>
    {
        await db.Database.OpenConnectionAsync();
        return await statements.CostAsync(db.Database.GetDbConnection());
    });

    async Task<string> PlanAsync(string typed)
    {
        var statements = await Do((ILookups lookups) => Task.FromResult(new ReadStatements(lookups)));
        var index = await Do((ISearchIndex index) => Task.FromResult(index));
        Assert.Single((await new MessageSearch(statements, index, Clock).FindAsync(Bob, typed, TimeZoneInfo.Utc)).Messages);
        return await Do(async (MessengerDb db) =>
        {
            await db.Database.OpenConnectionAsync();
            return await statements.PlanAsync(db.Database.GetDbConnection(), asked => asked.Contains("s.text LIKE"));
        });
    }

    Task<SearchProgress> ProgressAsync() => Do((SearchIndexer indexer) => indexer.GetProgressAsync());

    async Task<int> RowsAsync() => (await TextsAsync()).Count;

    Task<List<string>> TextsAsync() => Do((MessengerDb db) => db.Database.SqlQuery<string>($"SELECT text AS \"Value\" FROM search_texts").ToListAsync());
}

/// <summary>An index to which something happens between the reading and the first adding.</summary>
sealed class LateIndex(ISearchIndex index, Func<Task> happens) : ISearchIndex
{
    bool hasHappened;

    public int Unsettled => index.Unsettled;

    public Task PrepareAsync() => index.PrepareAsync();

    public Task<bool> IsThereAsync() => index.IsThereAsync();

    public Task<bool> HasAllLettersAsync() => index.HasAllLettersAsync();

    public SearchSource SourceOf(IReadOnlyList<string> words, SearchParameters parameters) => index.SourceOf(words, parameters);

    public Task<bool> AreCommonAsync(ILookups lookups, IReadOnlyList<string> words) => index.AreCommonAsync(lookups, words);

    public Task RemoveAsync(int first, int last) => index.RemoveAsync(first, last);

    public Task MarkRebuiltAsync(int from, int? upTo) => index.MarkRebuiltAsync(from, upTo);

    public async Task AddAsync(IReadOnlyList<SearchedText> texts, int upTo)
    {
        if (!hasHappened)
        {
            hasHappened = true;
            await happens();
        }

        await index.AddAsync(texts, upTo);
    }
}

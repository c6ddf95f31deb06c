namespace Messenger.Tests;

public sealed class StartingChatsByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task With_one_person_answers_the_one_chat_of_the_pair()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));

        var first = await StartAsync(ann, [bob.Id]);
        var again = await StartAsync(ann, [bob.Id, bob.Id, ann.Id]);
        var back = await StartAsync(bob, [ann.Id]);

        first.Is(201).Has(new { name = (string?)null, is_group = false, created_by = ann.Id, unread_count = 0, last_sequence = 0, last_message = (object?)null });
        Assert.Equal($"/api/chats/{first.Id}", first.Header("Location"));
        Assert.Equal([ann.Id, bob.Id], first.Json.List("participants").Ids().Order());
        Assert.Equal((first.Id, first.Id), (again.Is(200).Id, back.Is(200).Id));
    }

    [Fact]
    public async Task With_one_person_at_the_same_moment_makes_one_chat()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? StartAsync(ann, [bob.Id]) : StartAsync(bob, [ann.Id])));

        Assert.Single(answers.Select(answer => answer.Id).Distinct());
        Assert.Single(answers, answer => answer.Status == 201);
    }

    [Fact]
    public async Task With_two_others_is_a_group_and_nobodys_direct_chat()
    {
        var (ann, bob, cleo) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"));

        var three = await StartAsync(ann, [bob.Id, cleo.Id]);

        three.Is(201).Has(new { is_group = true, name = (string?)null });
        Assert.NotEqual(three.Id, (await StartAsync(ann, [bob.Id])).Is(201).Id);
        Assert.NotEqual(three.Id, (await StartAsync(ann, [bob.Id, cleo.Id])).Is(201).Id);
    }

    [Fact]
    public async Task As_a_group_of_two_leaves_the_direct_chat_alone()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var direct = await ann.DirectAsync(bob);

        var group = await ann.PostAsync("/api/chats/", new { participant_ids = new[] { bob.Id, bob.Id }, is_group = true, name = "Hikers" });

        group.Is(201).Has(new { is_group = true, name = "Hikers" });
        Assert.Equal([ann.Id, bob.Id], group.Json.List("participants").Ids());
        Assert.Equal(direct, (await StartAsync(ann, [bob.Id])).Is(200).Id);
        Assert.Equal("system", group["last_message"].GetProperty("message_type").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_nobody_or_myself_is_the_notes_to_self(bool isMe)
    {
        var ann = await server.JoinAsync();

        var notes = await StartAsync(ann, isMe ? [ann.Id] : []);

        notes.Is(201).Has(new { is_group = false, name = (string?)null });
        Assert.Equal([ann.Id], notes.Json.List("participants").Ids());
        Assert.Equal(notes.Id, (await StartAsync(ann, isMe ? [] : [ann.Id])).Is(200).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Takes_an_empty_name_for_none(string name)
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));

        var group = await ann.PostAsync("/api/chats/", new { participant_ids = new[] { bob.Id }, is_group = true, name });

        group.Is(201).Has(new { name = (string?)null });
    }

    [Fact]
    public async Task With_somebody_who_does_not_exist_is_refused()
    {
        var (ann, bob, gone) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("gone"));
        await server.DeactivateAsync(gone);

        foreach (var nobody in new[] { 0, -1, 999_999, gone.Id })
        {
            (await StartAsync(ann, [nobody])).Refuses(404);
            (await StartAsync(ann, [bob.Id, nobody])).Refuses(404);
        }
    }

    [Theory]
    [InlineData("""{}""", "participant_ids")]
    [InlineData("""{"participant_ids": null}""", "participant_ids")]
    [InlineData("""{"participant_ids": 5}""", "participant_ids")]
    [InlineData("""{"participant_ids": ["1"]}""", "participant_ids")]
    [InlineData("""{"participant_ids": [1.5]}""", "participant_ids")]
    [InlineData("""{"participant_ids": [], "is_group": "yes"}""", "is_group")]
    [InlineData("""{"participant_ids": [], "is_group": true, "name": "a\u0000"}""", "name")]
    public async Task Names_the_field_that_is_wrong(string json, string field)
    {
        var ann = await server.JoinAsync();

        (await ann.PostAsync("/api/chats/", new StringContent(json, null, "application/json"))).Refuses(422, field);
    }

    [Fact]
    public async Task Holds_no_more_than_a_thousand_people()
    {
        var ann = await server.JoinAsync();

        (await StartAsync(ann, [.. Enumerable.Range(1_000_000, 1000)])).Refuses(422, "participant_ids");
        (await ann.PostAsync("/api/chats/", new { participant_ids = Array.Empty<int>(), is_group = true, name = new string('x', 81) })).Refuses(422, "name");
    }

    static Task<Answer> StartAsync(Caller who, int[] people) => who.PostAsync("/api/chats/", new { participant_ids = people });
}

public sealed class StartingTooManyChatsByApi(CarefulServer server) : IClassFixture<CarefulServer>
{
    [Fact]
    public async Task Is_asked_to_wait()
    {
        var ann = await server.JoinAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => ann.PostAsync("/api/chats/", new { participant_ids = new[] { ann.Id } })));

        Assert.Contains(answers, answer => answer.Status == 429 && int.Parse(answer.Refuses(429).Header("Retry-After")!) > 0);
    }
}

using System.Collections.Concurrent;
using System.Net;

namespace Messenger.Tests;

/// <summary>Too much from one person slows down that one. A crowd that is refused takes the machine, so nobody else is tested meanwhile.</summary>
[Collection<Alone>]
public sealed class SendingTooMuch(CarefulServer server) : IClassFixture<CarefulServer>
{
    [Fact]
    public async Task Is_slowed_down_and_the_others_notice_nothing()
    {
        using var ann = await server.RegisterAsync("ann");
        using var bob = await server.RegisterAsync("bob");
        await ann.OpenAsync($"/people/{Company.IdIn(bob.Page)}");
        var chat = (await ann.SubmitAsync("Write")).Path;
        await bob.OpenAsync(chat);
        var (annAtTheDoor, bobAtTheDoor) = (Visitor.From("ann", server.Home, ann), Visitor.From("bob", server.Home, bob));

        ConcurrentBag<HttpResponseMessage> answers = [];
        var sending = Task.WhenAll(Enumerable.Range(1, 12).Select(async _ =>
        {
            while (!answers.Any(IsRefused))
            {
                answers.Add(await annAtTheDoor.PostAsync(chat, "text=Hello", isScript: true));
            }
        }));
        var bobs = 0;
        // Fewer than would be too many of his own.
        for (; bobs < 20 && !sending.IsCompleted; bobs++)
        {
            using var answer = await bobAtTheDoor.PostAsync(chat, "text=Hello, Ann", isScript: true);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await sending;
        Assert.All(answers.Where(IsRefused), one => Assert.True(one.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1)));
        Assert.True(answers.Count > 40);
        var all = await Drawn.AllAsync(bob, int.Parse(chat["/chats/".Length..]));
        Assert.Equal(answers.Count(one => !IsRefused(one)), all.Count(message => message.Text == "Hello"));
        Assert.Equal(bobs, all.Count(message => message.Text == "Hello, Ann"));
    }

    [Fact]
    public async Task So_is_looking_for_messages_again_and_again()
    {
        using var mona = await server.RegisterAsync("mona");
        await mona.OpenAsync("/settings");
        var monaAtTheDoor = Visitor.From("mona", server.Home, mona);

        HttpResponseMessage? refused;
        do
        {
            refused = (await Task.WhenAll(Enumerable.Range(1, 12).Select(_ => monaAtTheDoor.GetAsync("/search?q=hello")))).FirstOrDefault(IsRefused);
        }
        while (refused is null);

        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Keeps_the_text_of_who_has_no_scripts()
    {
        using var kim = await server.RegisterAsync("kim");
        await kim.OpenAsync($"/people/{Company.IdIn(kim.Page)}");
        var chat = (await kim.SubmitAsync("Notes to self")).Path;
        var kimAtTheDoor = Visitor.From("kim", server.Home, kim);

        HttpResponseMessage refused;
        do
        {
            var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(_ => kimAtTheDoor.PostAsync(chat, "text=Not so fast")));
            refused = answers.FirstOrDefault(IsRefused)!;
        }
        while (refused is null);

        var page = await Page.FromAsync(refused);
        Assert.Contains("A little slower, please", page.Words);
        Assert.Equal("Not so fast", page.FindForm(chat)["text"]);
    }

    [Theory]
    [InlineData("una", "/settings", "full_name=Una <and> the \"Waves\"&status=at sea", "full_name", "Una <and> the \"Waves\"")]
    [InlineData("ute", "/chats/new/group", "name=Low tide", "name", "Low tide")]
    public async Task Keeps_the_fields_of_who_has_no_scripts(string who, string address, string typed, string field, string value)
    {
        using var browser = await server.RegisterAsync(who);
        var visitor = Visitor.From(who, server.Home, browser);

        HttpResponseMessage refused;
        do
        {
            var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(_ => visitor.PostAsync(address, typed)));
            refused = answers.FirstOrDefault(IsRefused)!;
        }
        while (refused is null);

        var form = (await Page.FromAsync(refused)).FindForm(address);
        Assert.Equal(value, form[field]);
        Assert.Single(form.Fields, one => one.Name == "__RequestVerificationToken" && one.Value.Length > 0);
    }

    /// <summary>Told before it is read, and read all the same for the text.</summary>
    [Fact]
    public async Task Keeps_the_text_beside_a_large_file_too()
    {
        using var lea = await server.RegisterAsync("lea");
        await lea.OpenAsync($"/people/{Company.IdIn(lea.Page)}");
        var chat = (await lea.SubmitAsync("Notes to self")).Path;
        var leaAtTheDoor = Visitor.From("lea", server.Home, lea);

        HttpResponseMessage answer;
        do
        {
            await Task.WhenAll(Enumerable.Range(1, 48).Select(_ => leaAtTheDoor.PostAsync(chat, "text=Not so fast")));
            answer = await lea.UploadAsync(chat, [("text", "With a file")], [new Sent("a.txt", new byte[2 << 20])], "files", isScript: false);
        }
        while (!IsRefused(answer));

        Assert.Equal("With a file", (await Page.FromAsync(answer)).FindForm(chat)["text"]);
    }

    [Fact]
    public async Task By_deleting_through_the_API_is_slowed_down_too()
    {
        var kit = await server.JoinAsync("kit");
        List<Answer> answers = [];
        while (answers.All(answer => answer.Status == 404))
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(1, 60).Select(_ => kit.DeleteAsync("/api/chats/messages/999999"))));
        }

        var refused = answers.First(answer => answer.Status != 404).Refuses(429).Has(new { type = "urn:messenger:too_many" });
        Assert.True(int.Parse(refused.Header("Retry-After")!) >= 1);
        Assert.True(answers.Count(answer => answer.Status == 404) >= 40);
    }

    static bool IsRefused(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.TooManyRequests;
}

public sealed class TryingFromOneAddress(TimelessServer server) : IClassFixture<TimelessServer>
{
    [Fact]
    public async Task Is_slowed_down_whatever_address_it_claims()
    {
        using var eve = server.OpenBrowser();
        await eve.OpenAsync("/account/login");
        var fields = eve.Page.FindForm("/account/login").Fields;

        var tries = await Task.WhenAll(Enumerable.Range(1, 90).Select(i => TryAsync(eve, fields, i)));

        Assert.Equal(50, tries.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    static async Task<HttpStatusCode> TryAsync(Browser eve, IReadOnlyList<(string Name, string Value)> fields, int i)
    {
        var values = fields.Where(field => field.Name is not ("email" or "password")).Append(("email", $"person{i}")).Append(("password", "a guess"));
        using var post = new HttpRequestMessage(HttpMethod.Post, "/account/login")
        {
            Content = new FormUrlEncodedContent(values.Select(value => KeyValuePair.Create(value.Item1, value.Item2))),
        };
        post.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
        using var answer = await eve.SendAsync(post);
        return answer.StatusCode;
    }
}

using System.Net;

namespace Messenger.Tests;

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

        var burst = Enumerable.Range(1, 200).Select(i => annAtTheDoor.PostAsync(chat, $"text={i}", isScript: i % 2 == 0)).ToList();
        using var answer = await bobAtTheDoor.PostAsync(chat, "text=Hello, Ann", isScript: true);
        var answers = await Task.WhenAll(burst);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(answers.Count(one => one.IsSuccessStatusCode || one.StatusCode == HttpStatusCode.Found), 40, 199);
        var refused = answers.Where(one => one.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, one => Assert.True(one.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1)));
        var all = await Drawn.AllAsync(bob, int.Parse(chat["/chats/".Length..]));
        Assert.Equal(200 - refused.Count + 1, all.Count);
    }
}

public sealed class TryingFromOneAddress(CarefulServer server) : IClassFixture<CarefulServer>
{
    [Fact]
    public async Task Is_slowed_down_whatever_address_it_claims()
    {
        using var eve = server.OpenBrowser();
        await eve.OpenAsync("/account/login");
        var fields = eve.Page.FindForm("/account/login").Fields;

        // At once: each takes as long as a hash does, and a try comes back every three seconds.
        var tries = await Task.WhenAll(Enumerable.Range(1, 90).Select(i => TryAsync(eve, fields, i)));

        var refused = tries.Count(status => status == HttpStatusCode.TooManyRequests);
        Assert.InRange(refused, 1, 50);
        Assert.Equal(90 - refused, tries.Count(status => status == HttpStatusCode.UnprocessableEntity));
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

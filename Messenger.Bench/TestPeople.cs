namespace Messenger.Bench;

/// <summary>Somebody with an account, a token for the API, and a cookie for the pages once one was asked for.</summary>
public sealed record TestUser(int Id, string Name, string Token, string Cookie = "");

/// <summary>The accounts of a run, made when they are needed and used again by the next measurement.</summary>
public sealed class TestPeople(ApiClient api, LoginForm login)
{
    const string Password = "three ordinary words";

    static readonly string run = Guid.NewGuid().ToString("N")[..8];

    readonly List<TestUser> people = [];

    /// <summary>The first so many people; those who are missing register.</summary>
    public async Task<IReadOnlyList<TestUser>> FirstAsync(int count)
    {
        while (people.Count < count)
        {
            people.Add(await RegisterAsync($"bench{run}{people.Count}"));
        }

        return people[..count];
    }

    /// <summary>The same people, each with a browser's session of their own.</summary>
    public async Task<IReadOnlyList<TestUser>> LoggedInAsync(int count)
    {
        await FirstAsync(count);
        for (var i = 0; i < count; i++)
        {
            if (people[i].Cookie == "")
            {
                people[i] = people[i] with { Cookie = await login.SendAsync(people[i].Name, Password) };
            }
        }

        return people[..count];
    }

    async Task<TestUser> RegisterAsync(string name)
    {
        var email = $"{name}@example.org";
        var id = (await api.AskAsync(HttpMethod.Post, "/api/auth/register", null, new { username = name, email, password = Password })).GetProperty("id").GetInt32();
        var token = (await api.AskAsync(HttpMethod.Post, "/api/auth/login", null, new { email, password = Password })).GetProperty("access_token").GetString()!;
        return new TestUser(id, name, token);
    }
}

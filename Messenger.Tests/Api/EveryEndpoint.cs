using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>
/// Who gets which answer where (ARCHITECTURE.md, invariant 4). The endpoints are found in the running server: one that is not in the
/// table fails, and so does a row whose endpoint is gone.
/// </summary>
public sealed class EveryEndpoint(Company company) : IClassFixture<Company>
{
    [Fact]
    public async Task Is_in_the_table()
    {
        var (found, listed) = (await Endpoint.FoundAsync(company), Endpoints.All.Select(endpoint => endpoint.Name).Distinct());

        Assert.Empty(found.Except(listed));
        Assert.Empty(listed.Except(found));
    }

    [Fact]
    public async Task Answers_each_caller_as_the_table_says()
    {
        List<string> wrong = [];
        var caller = await company.CallerAsync();
        foreach (var endpoint in Endpoints.All)
        {
            foreach (var part in Endpoint.Parts)
            {
                var answer = await KnockAsync(endpoint, caller with { Token = await TokenAsync(part) });
                if ($"{answer.Status}" != endpoint.Answers[part])
                {
                    wrong.Add($"{endpoint.Name} ({endpoint.Path}) answers {answer.Status} to {part}, not {endpoint.Answers[part]}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    async Task<Answer> KnockAsync(Endpoint endpoint, Caller caller)
    {
        var place = await company.NewPlaceAsync();
        var body = endpoint.Sends == "" ? null : new StringContent(await FilledAsync(endpoint.Sends, place), null, "application/json");
        return await caller.SendAsync(endpoint.Method, await FilledAsync(endpoint.Path, place), body);
    }

    async Task<string> FilledAsync(string text, Place place)
    {
        var filled = Company.Parts.Aggregate(text, (filled, part) => filled.Replace($"{{{part}}}", $"{company.IdOf(part)}"))
            .Replace("{chat}", $"{place.Chat}").Replace("{message}", $"{place.Message}").Replace("{session}", $"{place.Session}")
            .Replace("{new}", $"new{Guid.NewGuid():N}"[..20]);
        if (filled.Contains("{call}"))
        {
            filled = filled.Replace("{call}", $"{(await company.DoAsync((Calls calls) => calls.StartAsync(company.IdOf("member"), place.Chat, "audio"))).Id}");
        }

        return filled.Contains("{token}") ? filled.Replace("{token}", (await company.TokensAsync(company.IdOf("member"))).Refresh) : filled;
    }

    async Task<string?> TokenAsync(string part) => part switch
    {
        "anonymous" => null,
        "expired" => await ExpiredAsync(),
        "refresh" => (await company.TokensAsync(company.IdOf("member"))).Refresh,
        _ => (await company.TokensAsync(company.IdOf(part))).Access,
    };

    async Task<string> ExpiredAsync()
    {
        var session = await company.DoAsync((Sessions sessions) => sessions.StartAsync(company.IdOf("member"), "A program", "127.0.0.1", SessionKind.Program));
        var keys = await company.DoAsync((SigningKeys keys) => Task.FromResult(keys));
        return new AccessTokens(keys, new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(-1))).Make(session);
    }
}

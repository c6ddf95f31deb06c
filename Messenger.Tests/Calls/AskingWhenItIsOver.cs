using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What a call's page asks in the moment in which the call ends, or is answered elsewhere: no error, so that none is logged by browsers.</summary>
public sealed class AskingWhenItIsOver(Company company) : IClassFixture<Company>
{
    [Fact]
    public async Task Is_answered_with_how_it_stands()
    {
        var place = await company.NewPlaceAsync();
        using var browser = await company.LogInAsync("member");
        var token = (await browser.OpenAsync("/chats/new")).FindForm("/chats/direct")["__RequestVerificationToken"]!;
        await company.DoAsync(async (Calls calls) =>
        {
            await calls.EndForAllAsync((await calls.OneAsync(company.IdOf("member"), place.Call)).InitiatorId, place.Call);
            return 0;
        });

        using var servers = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/calls/{place.Call}/ice-servers"));
        Assert.Equal((HttpStatusCode.OK, "[]"), (servers.StatusCode, await servers.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));

        browser.Headers.Add("HX-Request", "true");
        var accepted = await browser.PostAsync($"/calls/{place.Call}/accept", ("party", "late"), ("take_over", "true"), ("__RequestVerificationToken", token));
        Assert.Equal((HttpStatusCode.OK, $"/calls/{place.Call}"), (accepted.Status, accepted.Path));
    }
}

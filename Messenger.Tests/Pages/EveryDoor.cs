using System.Reflection;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;

namespace Messenger.Tests;

/// <summary>
/// Who gets which answer at which door (ARCHITECTURE.md, invariant 4). The doors are found in the running server: one that is not in
/// the table fails, and so does a row whose door is gone. Those for programs have a table of their own (<see cref="EveryEndpoint"/>).
/// </summary>
public sealed class EveryDoor(Company company) : IClassFixture<Company>
{
    [Fact]
    public async Task Is_in_the_table()
    {
        var found = (await PagesAsync()).Concat(await EndpointsAsync()).Concat(HubMethods()).Distinct();

        Assert.Equal(found.Order(), Doors.All.Select(door => door.Name).Distinct().Order());
    }

    [Fact]
    public async Task Answers_each_person_as_the_table_says()
    {
        List<string> wrong = [];
        var quiet = await company.NewPlaceWithFileAsync();
        // Those that change nothing first: who calls in another place is out of the call of the first.
        foreach (var door in Doors.All.Where(door => !door.IsHub).OrderByDescending(door => door.IsGet))
        {
            foreach (var part in Company.Parts)
            {
                var place = door.IsGet ? quiet : await company.NewPlaceAsync();
                // What ends the session it is asked through gets one of its own.
                var visitor = door.Route == "/account/logout" ? await company.AgainAsync(part) : company[part];
                using var answer = await door.KnockAsync(visitor, place, company);
                Compare(wrong, door, part, Door.AnswerOf(answer));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Of_the_hub_answers_each_person_as_the_table_says()
    {
        List<string> wrong = [];
        var place = await company.NewPlaceAsync();
        // The member's, which rings for the others.
        var call = await company.DoAsync((Calls calls) => calls.StartAsync(company.IdOf("member"), place.Chat, "audio", "page"));
        foreach (var part in Company.Parts)
        {
            using var browser = part == "anonymous" ? company.OpenBrowser() : await company.LogInAsync(part);
            foreach (var door in Doors.All.Where(door => door.IsHub))
            {
                Compare(wrong, door, part, await CallAsync(browser, door, place.Chat, call.Id));
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>A script must never swap the log-in page into the page it is on.</summary>
    [Fact]
    public async Task Says_401_to_a_script_whose_session_has_ended()
    {
        List<string> wrong = [];
        var place = await company.NewPlaceAsync();
        foreach (var door in Doors.All.Where(door => door.Answers["anonymous"] is "login" or "401" && !door.IsHub))
        {
            using var answer = await door.KnockAsync(company["anonymous"], place, company, isScript: true);
            Compare(wrong, door with { Answers = new Dictionary<string, string> { ["anonymous"] = "401" } }, "anonymous", Door.AnswerOf(answer));
        }

        Assert.Empty(wrong);
    }

    static void Compare(List<string> wrong, Door door, string part, string answer)
    {
        if (answer != door.Answers[part])
        {
            wrong.Add($"{door.Name} ({door.Sends}) answers {answer} to {part}, not {door.Answers[part]}");
        }
    }

    /// <summary>200 with something, 204 with nothing, 404 for a failure that says nothing.</summary>
    async Task<string> CallAsync(Browser browser, Door door, int chat, int call)
    {
        try
        {
            await using var page = await OpenPage.OfAsync(company.Home, browser);
            var answer = door.Route switch
            {
                "Beat" => await page.BeatAsync(chat),
                "Look" => await page.LookAsync(chat) ? 1 : 0,
                "Renew" => await page.RenewAsync(call, "page") ? 1 : 0,
                "Shows" => await page.ShowsAsync(company.IdOf("member"), "offline") ? 1 : 0,
                "Signal" => await page.SignalAsync(company.IdOf("member"), $$"""{"type":"offer","call_id":{{call}}}""") ? 1 : 0,
                "Stamp" => await page.StampAsync(),
                _ => await page.TypeAsync(chat).ContinueWith(typed => typed.IsCompletedSuccessfully ? 1 : throw typed.Exception!.InnerException!),
            };
            return answer > 0 || door.Route == "Stamp" ? "200" : "204";
        }
        catch (HttpRequestException refused)
        {
            return $"{(int)refused.StatusCode!}";
        }
        catch (HubException failed)
        {
            return failed.Message.EndsWith("on the server.") ? "404" : failed.Message;
        }
    }

    async Task<IEnumerable<string>> PagesAsync()
    {
        var pages = await company.DoAsync((IActionDescriptorCollectionProvider all) => Task.FromResult(all.ActionDescriptors.Items.OfType<PageActionDescriptor>().ToList()));
        List<string> found = [];
        foreach (var page in pages)
        {
            var loaded = await company.DoAsync((PageLoader loader) => loader.LoadAsync(page, EndpointMetadataCollection.Empty));
            found.Add($"GET /{page.AttributeRouteInfo!.Template}");
            found.AddRange(loaded.HandlerMethods.Select(handler =>
                $"{handler.HttpMethod.ToUpperInvariant()} /{page.AttributeRouteInfo.Template}{(handler.Name is null ? "" : $"?handler={handler.Name}")}"));
        }

        return found;
    }

    // HEAD is GET.
    Task<List<string>> EndpointsAsync() => company.DoAsync((EndpointDataSource all) => Task.FromResult((
        from endpoint in all.Endpoints.OfType<RouteEndpoint>()
        where !Endpoint.IsForPrograms(endpoint.RoutePattern.RawText!)
        where endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        from method in methods.DefaultIfEmpty(endpoint.Metadata.GetMetadata<NegotiateMetadata>() is null ? "GET" : "POST")
        where method != "HEAD"
        select $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}").ToList()));

    static IEnumerable<string> HubMethods() =>
        from method in typeof(LiveHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetBaseDefinition() == method
        select $"HUB {method.Name}";
}

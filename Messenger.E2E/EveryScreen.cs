using Messenger.Domain;
using Messenger.Tests;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>Every page there is, found where the application keeps them: a new one is opened here without being named here.</summary>
public sealed class EveryScreen(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Opens_without_an_error_for_two_people()
    {
        var ann = await AdminAsync("Ann");
        var bob = await SomebodyAsync("Bob", new BrowserNewContextOptions { ViewportSize = Phone.ViewportSize, ColorScheme = ColorScheme.Dark, Locale = "ru-RU" });
        var chat = await GroupAsync("Hikers", ann, bob);
        var said = await SaysAsync(ann, chat, "Hello");
        var call = await Server.DoAsync((Calls calls) => calls.StartAsync(ann.Id, chat, "video"));
        await ann.GoesToAsync(chat);
        await ann.AttachesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Pictures.Png() });
        await ann.TypesAsync("A photo");
        var picture = await ann.Page.Locator(".message:not(.queued) .pictures a").GetAttributeAsync("href");
        var values = new Dictionary<string, object> { ["key"] = picture!.Split('/')[^1], ["callId"] = call.Id, ["chatId"] = chat, ["messageId"] = said.Id, ["userId"] = bob.Id, ["role"] = "admin" };
        var screens = await PagesAsync();
        Assert.True(screens.Count > 20, $"These are only {screens.Count} pages.");

        await Task.WhenAll(OpenAsync(ann, screens, values), OpenAsync(bob, screens, values));
    }

    [Fact]
    public async Task Opens_without_an_error_for_who_is_not_logged_in()
    {
        var nobody = await NewBrowserAsync("Nobody");
        await SomebodyAsync("Ann");

        await OpenAsync(nobody, await PagesAsync(), new Dictionary<string, object> { ["key"] = Guid.Empty, ["callId"] = 1, ["chatId"] = 1, ["messageId"] = 1, ["userId"] = 1, ["role"] = "admin" });
    }

    static async Task OpenAsync(Person person, IEnumerable<RoutePattern> screens, Dictionary<string, object> values)
    {
        // The page about errors is nothing by itself, and says so.
        person.Expects("status of 404.*/error");
        person.Expects("status of 404.*/admin");
        // Nor do members who do not manage a group invite into it.
        person.Expects("status of 403.*/invitations");
        // What is meant for scripts has no head, so no icon either; opened like a page it sends the browser looking for one.
        person.Expects("status of 404.*/favicon.ico");
        // The library behind /docs tries whether it may compile code, and goes on when our policy says no.
        person.Expects("script-src' was not explicitly set|Hydration completed but contains mismatches");
        foreach (var screen in screens)
        {
            var path = PathOf(screen, values);
            var answer = (await person.Page.GotoAsync(path))!;
            var isNobody = person is { Id: > 0, IsAdmin: false };
            var expected = path == "/error" || path.StartsWith("/admin") && isNobody ? 404 : path.EndsWith("/invitations") && isNobody ? 403 : 200;
            Assert.True(answer.Status == expected, $"{person.Name} opens {path}: {answer.Status}");
        }
    }

    static string PathOf(RoutePattern screen, Dictionary<string, object> values) => "/" + string.Join('/', screen.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter => values.GetValueOrDefault(parameter.Name) ?? throw new InvalidOperationException($"What is {parameter.Name} in {screen.RawText}?"),
            _ => throw new InvalidOperationException(screen.RawText),
        }))));

    Task<List<RoutePattern>> PagesAsync() => Server.DoAsync((EndpointDataSource source) => Task.FromResult(source.Endpoints
        .OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        .Select(endpoint => endpoint.RoutePattern).DistinctBy(pattern => pattern.RawText).ToList()));
}

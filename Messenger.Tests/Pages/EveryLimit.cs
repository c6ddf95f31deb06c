using System.Reflection;
using Messenger.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Messenger.Tests;

/// <summary>
/// How often something may be changed is said at its door (ARCHITECTURE.md, invariant 12). The doors are found in the running server:
/// one that says nothing is here with a reason, or fails.
/// </summary>
[RunsOnce]
public sealed class EveryLimit(Company company) : IClassFixture<Company>
{
    static readonly string[] without =
    [
        // Counted by the name that was typed, which only the form knows.
        "POST /account/forgot", "POST /account/login", "POST /account/register", "POST /settings/password", "POST /settings/verify",
        // By whose password, or code, it is.
        "POST /account/login?handler=Code", "POST /account/login?handler=Passkey",
        "POST /settings/security", "POST /settings/security/app", "POST /settings/security/codes", "POST /settings/security/off",
        "POST /settings/delete",
        "POST /api/auth/login", "POST /api/auth/register",
        // Ends what was begun, and beginning is counted.
        "POST /account/logout", "POST /settings/devices", "POST /settings/devices?handler=Others",
        "POST /api/auth/logout", "DELETE /api/auth/sessions/{id:guid}", "DELETE /api/auth/tokens/{id:guid}",
        "POST /chats/{chatId:int}/leave", "POST /chats/{chatId:int}/members/remove", "DELETE /api/chats/{id:int}/participants/{userId:int}",
        "POST /calls/{callId:int}/closing", "POST /calls/{callId:int}/decline", "POST /calls/{callId:int}/end", "POST /calls/{callId:int}/leave",
        "PUT /api/calls/{id:int}/end",
        // A token is used once.
        "POST /api/auth/refresh",
        // A mark only moves forward.
        "POST /chats/{chatId:int}/read", "POST /api/chats/{id:int}/read",
        // Only my own list shows it.
        "POST /chats/{chatId:int}/pin", "POST /chats/{chatId:int}/mute", "POST /chats/{chatId:int}/notifications",
        "POST /chats/{chatId:int}/archive", "POST /chats/{chatId:int}/unread",
        // Changes nothing.
        "POST /chats/new/group?handler=Find",
        // Open lines are counted, by how many there are.
        "POST /hub", "POST /hub/negotiate",
    ];

    [Fact]
    public async Task Is_declared_at_the_door_or_not_needed() =>
        Assert.Equal(without.Order(), (await PagesAsync()).Concat(await EndpointsAsync()).Distinct().Order());

    /// <summary>The handlers that post without being counted.</summary>
    async Task<List<string>> PagesAsync()
    {
        var pages = await company.DoAsync((IActionDescriptorCollectionProvider all) => Task.FromResult(all.ActionDescriptors.Items.OfType<PageActionDescriptor>().ToList()));
        List<string> found = [];
        foreach (var page in pages)
        {
            var loaded = await company.DoAsync((PageLoader loader) => loader.LoadAsync(page, EndpointMetadataCollection.Empty));
            var limit = loaded.ModelTypeInfo?.GetCustomAttribute<RateLimitAttribute>();
            found.AddRange(
                from handler in loaded.HandlerMethods
                where handler.HttpMethod != "Get" && (limit is null || handler.Name is not null && limit.Except == handler.Name)
                select $"POST /{page.AttributeRouteInfo!.Template}{(handler.Name is null ? "" : $"?handler={handler.Name}")}");
        }

        return found;
    }

    /// <summary>What does not say its methods takes any.</summary>
    Task<List<string>> EndpointsAsync() => company.DoAsync((EndpointDataSource all) => Task.FromResult((
        from endpoint in all.Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        where endpoint.Metadata.GetMetadata<RateLimitAttribute>() is null
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["POST"]
        where method is not ("GET" or "HEAD")
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}").ToList()));
}

using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Net.Http.Headers;

namespace Messenger.Web;

/// <summary>Sets up the service worker, and the build that its browser files are of.</summary>
static class OfflineServices
{
    // A worker obeys the policy of its own answer: without connect-src it could fetch nothing.
    const string WorkerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";

    public static void AddOffline(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Build>();

    /// <summary>
    /// Files for the browser that are fetched late have the build in their address (<c>/lib/uploads.js?v=…</c>). An old page that asks a new
    /// server for one gets none, instead of one that does not fit it.
    /// </summary>
    public static void UseBuildCheck(this WebApplication app) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/lib") || http.Request.Query["v"] is not [{ } asked] || asked == http.RequestServices.GetRequiredService<Build>().Id)
        {
            return next();
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>It begins with the name of the build, so that each build is a new worker for the browser.</summary>
    public static void MapServiceWorker(this WebApplication app) => app.MapMethods("/service-worker.js", ReadMethods.GetAndHead, async (HttpContext http, IWebHostEnvironment host, Build build) =>
    {
        await using var file = host.WebRootFileProvider.GetFileInfo("lib/worker.js").CreateReadStream();
        using var reader = new StreamReader(file);
        var script = $"self.build='{build.Id}';{await reader.ReadToEndAsync(http.RequestAborted)}";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentSecurityPolicy = WorkerPolicy;
        return Results.Bytes(Encoding.UTF8.GetBytes(script), "text/javascript; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{build.Id}\""));
    });

    /// <summary>
    /// Who asks, and a form token for them. Only the worker needs it, to send what was written while no page was open: it is bound to the
    /// person, so nothing is ever sent in the name of another account.
    /// </summary>
    public static void MapFormToken(this WebApplication app) => app.MapMethods("/form-token", ReadMethods.GetAndHead, (HttpContext http, IAntiforgery antiforgery) =>
        Results.Json(new { me = http.Me().Id, token = antiforgery.GetAndStoreTokens(http).RequestToken })).RequireAuthorization();
}

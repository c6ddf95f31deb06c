using System.Text;
using Microsoft.AspNetCore.Antiforgery;

namespace Messenger.Web;

/// <summary>
/// Takes for the log what failed on somebody's page: what kind of failure, at which
/// line of which file. Pages leave out what stands between quotes.
/// </summary>
static class BrowserErrors
{
    const int Most = 2048;

    public static void MapBrowserErrors(this WebApplication app) => app.MapPost("/log", TakeAsync).RequireAuthorization().RateLimit(Limit.Report);

    static async Task<IResult> TakeAsync(HttpContext http, IAntiforgery antiforgery, ILoggerFactory logs)
    {
        // A page of somebody else has nothing to tell us.
        await antiforgery.ValidateRequestAsync(http);
        var bytes = new byte[Most];
        var length = await http.Request.Body.ReadAtLeastAsync(bytes, Most, throwOnEndOfStream: false, http.RequestAborted);
        var said = string.Concat(Encoding.UTF8.GetString(bytes, 0, length).Select(letter => char.IsControl(letter) ? ' ' : letter));
        logs.CreateLogger(typeof(BrowserErrors)).LogWarning("A page of {User} failed: {Failure}", http.Me().Id, said);
        return Results.NoContent();
    }
}

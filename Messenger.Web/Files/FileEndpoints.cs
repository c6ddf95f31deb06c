using Microsoft.Net.Http.Headers;

namespace Messenger.Web;

/// <summary>
/// The endpoints where files are fetched. Each time it is asked anew whether one may;
/// what a browser could run is handed out only to be kept.
/// </summary>
static class FileEndpoints
{
    // Enough for the browser's own viewer of a picture or film, and nothing else.
    const string Cage = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'";

    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.AddFileStore();
        builder.Services.AddScoped<Uploads>().AddScoped<Avatars>();
        builder.Services.AddHostedService<FileCleaner>();
    }

    public static void MapFiles(this WebApplication app)
    {
        app.MapMethods("/files/{key:guid}", ReadMethods.GetAndHead, OpenAsync).RequireAuthorization();
        app.MapMethods("/files/{key:guid}/thumbnail", ReadMethods.GetAndHead, OpenThumbnailAsync).RequireAuthorization();
        app.MapMethods(ReportedFiles.Place + "{key:guid}", ReadMethods.GetAndHead, OpenReportedAsync).RequireAuthorization();
        app.MapMethods(ReportedFiles.Place + "{key:guid}/thumbnail", ReadMethods.GetAndHead, OpenReportedThumbnailAsync).RequireAuthorization();
        app.MapMethods("/avatars/{key:guid}", ReadMethods.GetAndHead, OpenAvatarAsync).RequireAuthorization();
    }

    static async Task<IResult> OpenAsync(Guid key, HttpContext http, Files files, IFileStore store) =>
        await HandAsync(http, store, await files.OpenAsync(http.Me().Id, key), "private, no-cache");

    static async Task<IResult> OpenThumbnailAsync(Guid key, HttpContext http, Files files, IFileStore store) =>
        await HandThumbnailAsync(http, store, await files.OpenAsync(http.Me().Id, key), "private, no-cache");

    static async Task<IResult> OpenReportedAsync(Guid key, HttpContext http, Reports reports, IFileStore store) =>
        await HandAsync(http, store, await reports.OpenFileAsync(http.Me(), key), "no-store");

    static async Task<IResult> OpenReportedThumbnailAsync(Guid key, HttpContext http, Reports reports, IFileStore store) =>
        await HandThumbnailAsync(http, store, await reports.OpenFileAsync(http.Me(), key), "no-store");

    /// <summary>Another picture has another key, so a browser may keep it for good.</summary>
    static Task<IResult> OpenAvatarAsync(Guid key, HttpContext http, IFileStore store) =>
        HandAsync(http, store, FilePlaces.AvatarOf(key), "image/webp", "private, max-age=31536000, immutable");

    static async Task<IResult> HandAsync(HttpContext http, IFileStore store, StoredFile file, string caching)
    {
        var how = new ContentDispositionHeaderValue(file.Kind is FileKind.Document ? "attachment" : "inline");
        how.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = how.ToString();
        return await HandAsync(http, store, FilePlaces.Of(file.BytesKey), file.ContentType, caching);
    }

    static async Task<IResult> HandThumbnailAsync(HttpContext http, IFileStore store, StoredFile file, string caching) =>
        file.HasThumbnail ? await HandAsync(http, store, FilePlaces.ThumbnailOf(file.BytesKey), "image/webp", caching) : throw Refused.NotFound();

    static async Task<IResult> HandAsync(HttpContext http, IFileStore store, string name, string contentType, string caching)
    {
        var kept = await store.FindAsync(name) ?? throw Refused.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = caching;
        headers.ContentSecurityPolicy = Cage;
        // What is under a key never changes.
        return TypedResults.Stream(kept.Bytes, contentType, lastModified: kept.WrittenAt, entityTag: new EntityTagHeaderValue($"\"{Path.GetFileName(name)}\""), enableRangeProcessing: true);
    }
}

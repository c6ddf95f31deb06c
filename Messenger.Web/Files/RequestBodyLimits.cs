using System.Globalization;
using Messenger.Domain;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>How much of a request is read. What is larger is refused before it is; files go to the disk, not to memory.</summary>
static class RequestBodyLimits
{
    /// <summary>For everything but files.</summary>
    public const int Limit = 1 << 20;

    public static void AddRequestBodyLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Limit);
        builder.Services.AddOptions<FormOptions>().Configure<IOptions<Settings>>((form, settings) => form.MultipartBodyLengthLimit = LimitOf(UploadKind.Message, settings.Value));
    }

    /// <summary>After it is known who asks: only they may send much, and only where they may send at all.</summary>
    public static void UseRequestBodyLimits(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.IsExplaining() || http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } size)
        {
            await next();
            return;
        }

        var (purpose, length) = (PurposeOf(http), http.Request.ContentLength);
        var limit = LimitOf(purpose, http.RequestServices.GetRequiredService<IOptions<Settings>>().Value);
        // Who is refused hears it only if the rest of what they send is let pass for a while; one that is over the limit would be cut off.
        size.MaxRequestBodySize = length ?? limit;
        await AskAsync(http, purpose);
        if (length > limit)
        {
            // Later it would fail within the check for forged forms, which takes every failure to read a body for a forgery.
            Refuse(http, purpose);
            return;
        }

        size.MaxRequestBodySize = limit;
        await next();
    });

    static void Refuse(HttpContext http, UploadKind? purpose) => http.Response.StatusCode = purpose is UploadKind.Avatar or UploadKind.GroupAvatar
        ? throw new TooLarge(Avatars.Megabytes)
        : StatusCodes.Status413PayloadTooLarge;

    static UploadKind? PurposeOf(HttpContext http) =>
        http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true && http.User.Identity?.IsAuthenticated is true
            ? http.GetEndpoint()?.Metadata.GetMetadata<AcceptsUploadAttribute>()?.Kind
            : null;

    // The verbs ask again. By then a stranger's body would be on our disk, and its pictures decoded.
    static Task AskAsync(HttpContext http, UploadKind? purpose) => purpose switch
    {
        UploadKind.Message => http.RequestServices.GetRequiredService<Files>().MayAddAsync(http.Me().Id, ChatOf(http)),
        UploadKind.GroupAvatar => http.RequestServices.GetRequiredService<Members>().MayManageAsync(http.Me().Id, ChatOf(http)),
        _ => Task.CompletedTask,
    };

    static int ChatOf(HttpContext http) => int.Parse((string)(http.GetRouteValue("chatId") ?? http.GetRouteValue("id"))!, CultureInfo.InvariantCulture);

    // A little more, for the text and what stands between the files.
    static long LimitOf(UploadKind? purpose, Settings settings) => Limit + purpose switch
    {
        null => 0,
        UploadKind.Message => (long)settings.RequestLimit << 20,
        _ => (long)Avatars.Megabytes << 20,
    };
}

using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>
/// The limits on how much of a request is read. What is larger is refused before it is; files go to the disk, not to memory.
/// </summary>
static class RequestBodyLimits
{
    /// <summary>For everything but files: the text, and what stands between the files.</summary>
    public const int Limit = 1 << 20;

    public static void AddRequestBodyLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = Limit;
            // A quarter of the slowest line we are made for (64 kbit/s): who is slower all the time would hold a connection and a file for days.
            kestrel.Limits.MinRequestBodyDataRate = new Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate(bytesPerSecond: 2048, gracePeriod: TimeSpan.FromSeconds(10));
        });
        // How large all of it may be is said for each request, since that may change.
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = long.MaxValue);
    }

    /// <summary>After it is known who asks: only they may send much, and only where they may send at all.</summary>
    public static void UseRequestBodyLimits(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.IsExplaining() || http.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } size)
        {
            await next();
            return;
        }

        var (door, length) = (DoorOf(http), http.Request.ContentLength);
        var limit = Limit + (door?.Limit(http.RequestServices.GetRequiredService<LiveSettings>().Now) ?? 0);
        // Who is refused hears it only if the rest of what they send is let pass for a while; one that is over the limit would be cut off.
        size.MaxRequestBodySize = length ?? limit;
        await (door?.AskAsync(http) ?? Task.CompletedTask);
        if (length > limit)
        {
            // Later it would fail within the check for forged forms, which takes every failure to read a body for a forgery.
            throw door?.TooLarge() ?? new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        }

        size.MaxRequestBodySize = limit;
        using var turn = door is null ? null : http.RequestServices.GetRequiredService<RateLimits>().Upload(http.Me().Id);
        await next();
    });

    static AcceptsUploadAttribute? DoorOf(HttpContext http) =>
        http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true && http.User.Identity?.IsAuthenticated is true
            ? http.GetEndpoint()?.Metadata.GetMetadata<AcceptsUploadAttribute>()
            : null;
}

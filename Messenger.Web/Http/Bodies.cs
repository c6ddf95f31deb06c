using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>A door that takes files: its forms may be larger than what people type.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute : Attribute;

/// <summary>How much of a request is read. What is larger is refused before it is; files go to the disk, not to memory.</summary>
static class Bodies
{
    /// <summary>For everything but files.</summary>
    public const int Limit = 1 << 20;

    public static void AddBodies(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Limit);
        builder.Services.AddOptions<FormOptions>().Configure<IOptions<Settings>>((form, settings) => form.MultipartBodyLengthLimit = LimitOf(settings.Value));
    }

    /// <summary>After it is known who asks: only they may send much.</summary>
    public static void UseBodies(this WebApplication app) => app.Use((http, next) =>
    {
        var size = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (size is { IsReadOnly: false } && http.GetEndpoint()?.Metadata.GetMetadata<TakesFilesAttribute>() is not null
            && http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true && http.User.Identity?.IsAuthenticated is true)
        {
            size.MaxRequestBodySize = LimitOf(http.RequestServices.GetRequiredService<IOptions<Settings>>().Value);
        }

        // Later it would fail within the check for forged forms, which takes every failure to read a body for a forgery.
        if (http.Request.ContentLength > size?.MaxRequestBodySize && !http.IsExplaining())
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        return next();
    });

    // A little more, for the text and what stands between the files.
    static long LimitOf(Settings settings) => ((long)settings.RequestLimit << 20) + Limit;
}

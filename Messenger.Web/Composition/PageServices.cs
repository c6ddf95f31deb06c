using System.Text.Encodings.Web;
using System.Text.Unicode;
using Messenger.Web.Pages;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace Messenger.Web;

/// <summary>Sets up the pages themselves, and how they are sent.</summary>
static class PageServices
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        // Controllers: there are none, and looking for them loads every type we have, which would be 4 MB for good.
        builder.Services.AddRazorPages(pages => pages.Conventions.AddFolderApplicationModelConvention("/Admin", page => page.Filters.Add(new AdminFilter()))).AddMvcOptions(mvc =>
        {
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            mvc.Filters.Add(new HandlerRequiredFilter());
            mvc.ValueProviderFactories.RemoveType<QueryStringValueProviderFactory>();
            mvc.ValueProviderFactories.Add(new ReadingQueryValueProviderFactory());
        }).ConfigureApplicationPartManager(parts => parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().Single()));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<RazorRenderer>().AddSingleton<MessageHtmlCache>().AddScoped<ForwardTargets>();
        // Without this Cyrillic becomes seven bytes a letter.
        builder.Services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddResponseCompression(compression =>
        {
            // Antiforgery tokens are encrypted anew for each page, so their bytes tell nothing (BREACH).
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = System.IO.Compression.CompressionLevel.Optimal);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }

        // The slim builder leaves it out; it is for who has a certificate and no proxy.
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>
    /// Everything but the page that never ends, of which a compressor would hold back lines, and the files of people: parts of
    /// them are asked for by their place.
    /// </summary>
    public static void UseCompression(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.Value?.EndsWith("/live") is not true && !http.Request.Path.StartsWithSegments("/files") && !http.Request.Path.StartsWithSegments("/admin/reports/files"), pages => pages.UseResponseCompression());

    /// <summary>Says where the messenger is, once it listens.</summary>
    public static void Announce(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        // Nobody is to be sent to where there are figures only.
        var figures = app.Services.GetRequiredService<AllSettings>().Metrics.Url;
        Console.WriteLine($"Messenger is ready: {string.Join(" ", addresses.Where(address => figures is null || !address.EndsWith($":{figures.Port}")))}");
    });
}

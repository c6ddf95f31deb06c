using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Messenger.Web;

/// <summary>Chooses the language of what is shown, English or Russian: as the profile says, or else as the browser asks.</summary>
static class Languages
{
    public static void AddLanguages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Texts>();
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("en");
            options.SupportedCultures = options.SupportedUICultures = [.. Preferences.Languages.Select(CultureInfo.GetCultureInfo)];
            options.RequestCultureProviders = [new CustomRequestCultureProvider(OfProfile), new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    public static void UseLanguages(this WebApplication app) => app.UseRequestLocalization();

    /// <summary>For what is said outside of the middle of the pipeline: the language that was found there, or else the one asked for.</summary>
    public static void Speak(HttpContext http) =>
        CultureInfo.CurrentUICulture = http.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture ?? Asked(http.Request);

    static CultureInfo Asked(HttpRequest request) => CultureInfo.GetCultureInfo(request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString().Split('-')[0])
        .FirstOrDefault(Preferences.Languages.Contains) ?? "en");

    static Task<ProviderCultureResult?> OfProfile(HttpContext http) =>
        Task.FromResult(http.FindMe() is { } me ? new ProviderCultureResult(me.Preferences.Language) : null);
}

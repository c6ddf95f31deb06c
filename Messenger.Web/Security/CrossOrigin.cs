namespace Messenger.Web;

/// <summary>
/// Lets scripts of other sites use the API from a browser: those of <c>Cors:Origins</c> (a list, or one text parted by
/// commas), by default none. Never with cookies, so a page elsewhere can do nothing in anybody's name.
/// </summary>
static class CrossOrigin
{
    public static void AddCrossOrigin(this WebApplicationBuilder builder) => builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
        .WithOrigins([.. builder.ReadSettings().Origins])
        .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
        .WithHeaders("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match")
        .WithExposedHeaders("ETag", "Location", "Retry-After", "WWW-Authenticate")
        .SetPreflightMaxAge(TimeSpan.FromHours(1))));

    /// <summary>Before anything that may refuse, so that a refusal can be read there too.</summary>
    public static void UseCrossOrigin(this WebApplication app) => app.UseWhen(http => http.IsApi() || http.OpensFiles(), api => api.UseCors());
}

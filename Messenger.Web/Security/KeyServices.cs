using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Messenger.Web;

/// <summary>Sets up the secrets that all nodes share: they are in the database, so a node needs nothing but that.</summary>
static class KeyServices
{
    public static void AddKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("Messenger");
        builder.Services.AddSingleton<CookieKeys>().AddSingleton<FolderKeys>().AddSingleton<SigningKeys>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<CookieKeys>((options, keys) => options.XmlRepository = keys);
    }

    /// <summary>Once the tables are there, and before anybody asks.</summary>
    public static async Task PrepareKeysAsync(this WebApplication app)
    {
        await app.Services.GetRequiredService<FolderKeys>().TakeOverAsync();
        await app.Services.GetRequiredService<SigningKeys>().RenewAsync();
    }
}

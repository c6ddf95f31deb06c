namespace Messenger.Web;

/// <summary>
/// Chooses which of the places that keep files this messenger uses. The library of
/// S3 is loaded where there is a bucket, and nowhere else.
/// </summary>
static class FileStoreServices
{
    public static void AddFileStore(this WebApplicationBuilder builder)
    {
        var settings = builder.ReadSettings();
        if (settings.S3.Bucket is null)
        {
            builder.Services.AddSingleton<IFileStore>(_ => new FolderFileStore(settings.Messenger.DataPath));
        }
        else
        {
            builder.Services.AddSingleton<IFileStore>(_ => new S3FileStore(settings.S3, settings.Messenger.DataPath));
        }
    }

    /// <summary>Ends the start where the bucket does not let us in. One that is away just now may come back: people can write until then.</summary>
    public static Task CheckFileStoreAsync(this WebApplication app) =>
        app.Services.GetRequiredService<AllSettings>().S3.Bucket is null ? Task.CompletedTask : CheckBucketAsync(app);

    static async Task CheckBucketAsync(WebApplication app)
    {
        try
        {
            if (await ((S3FileStore)app.Services.GetRequiredService<IFileStore>()).CheckAsync() is (var key, var wrong))
            {
                throw new WrongSetting($"{S3Settings.Section}:{key}", wrong);
            }
        }
        catch (FileStoreUnavailable away)
        {
            app.Logger.LogWarning("The bucket of Files:S3 cannot be reached: {Why}. Files can neither be sent nor fetched until it can", away.GetBaseException().Message);
        }
    }
}

namespace Messenger.Tests;

/// <summary>A messenger whose files are in a bucket of its own, which can be away.</summary>
public class BucketServer : Server, IAsyncDisposable
{
    readonly string bucket = $"bucket-{Guid.NewGuid():N}";
    CuttingProxy? line;

    protected override IEnumerable<(string, string)> Settings => S3Server.Settings(new Uri($"http://127.0.0.1:{line!.Port}"), bucket);

    /// <summary>The paths of all objects in the bucket.</summary>
    public async Task<IReadOnlyList<string>> ObjectsAsync() => Directory.Exists(await S3Server.FolderOfAsync(bucket))
        ? [.. Directory.EnumerateFiles(await S3Server.FolderOfAsync(bucket), "*_object", SearchOption.AllDirectories)]
        : [];

    public void LoseBucket()
    {
        line!.Refuse = true;
        line.CutAll();
    }

    public void FindBucketAgain() => line!.Refuse = false;

    protected override async Task<Database> MakeDatabaseAsync()
    {
        await S3Server.MakeBucketAsync(bucket);
        line = new CuttingProxy("127.0.0.1", (await S3Server.EndpointAsync()).Port);
        return await base.MakeDatabaseAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await (line?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }
}

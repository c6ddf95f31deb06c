using Messenger.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

/// <summary>A data folder with signing keys, which can be made older than they are.</summary>
sealed class KeyHouse : IHostEnvironment, IDisposable
{
    public string EnvironmentName { get; set; } = "Production";

    public string ApplicationName { get; set; } = "Messenger";

    public string ContentRootPath { get; set; } = Directory.CreateTempSubdirectory("messenger-keys-").FullName;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

    /// <summary>As they are found or made at a start.</summary>
    public SigningKeys Keys()
    {
        var settings = Options.Create(AllSettings.Read(new ConfigurationBuilder().Build(), ContentRootPath).Messenger);
        return new SigningKeys(settings, new DataFolder(settings, this), TimeProvider.System);
    }

    public void Age(TimeSpan by)
    {
        foreach (var file in Directory.GetFiles(ContentRootPath, "*.key", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow - by);
            File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, $"{DateTime.UtcNow - by:yyyyMMddHHmmss}.key"));
        }
    }

    public void Dispose() => Directory.Delete(ContentRootPath, true);
}

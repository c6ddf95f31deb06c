using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>Where everything is that is not in the database.</summary>
public sealed class DataFolder(IOptions<Settings> settings, IHostEnvironment environment)
{
    /// <summary>A folder in it, made if need be.</summary>
    public string Of(string name) =>
        Directory.CreateDirectory(Path.Combine(environment.ContentRootPath, settings.Value.DataPath, name)).FullName;
}

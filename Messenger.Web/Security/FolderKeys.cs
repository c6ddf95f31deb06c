using System.Xml.Linq;

namespace Messenger.Web;

/// <summary>Keys in the data folder, where earlier versions had them. What is there goes into a database that has none, so that an update logs nobody out.</summary>
sealed class FolderKeys(AllSettings settings, ILookups lookups, IServiceScopeFactory scopes)
{
    public async Task TakeOverAsync()
    {
        await TakeOverAsync(CookieKeys.Purpose, Files("keys", "*.xml"), file => CookieKeys.Key(XElement.Load(file.FullName), NameOf(file), file.LastWriteTimeUtc));
        await TakeOverAsync(SigningKeys.Purpose, Files("signing", "*.key").Where(file => file.Length >= Settings.LeastKeyBytes), file => new StoredKey
        {
            Purpose = SigningKeys.Purpose, Name = NameOf(file), Value = File.ReadAllBytes(file.FullName), CreatedAt = file.LastWriteTimeUtc,
        });
    }

    async Task TakeOverAsync(string purpose, IEnumerable<FileInfo> files, Func<FileInfo, StoredKey> read)
    {
        var found = files.ToList();
        if (found.Count == 0 || (await StoredKeys.AllAsync(lookups, purpose)).Count > 0)
        {
            return;
        }

        await scopes.WithAsync((StoredKeys keys) => keys.AddAsync(purpose, [], [.. found.Select(read)]));
    }

    IEnumerable<FileInfo> Files(string folder, string pattern) =>
        new DirectoryInfo(Path.Combine(settings.Messenger.DataPath, folder)) is { Exists: true } there ? there.EnumerateFiles(pattern) : [];

    static string NameOf(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name);
}

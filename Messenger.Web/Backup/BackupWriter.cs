using System.Formats.Tar;

namespace Messenger.Web;

/// <summary>Writes a backup: a tar of what is added to it, and behind that its manifest.</summary>
sealed class BackupWriter(Stream file) : IAsyncDisposable
{
    readonly TarWriter tar = new(file, TarEntryFormat.Pax, leaveOpen: true);
    readonly List<BackupEntry> entries = [];

    public async Task AddAsync(string name, Stream bytes, DateTimeOffset at, CancellationToken stop)
    {
        await using var hashed = new HashedStream(bytes);
        await tar.WriteEntryAsync(EntryOf(name, hashed, at), stop);
        entries.Add(new BackupEntry(name, bytes.Length, hashed.Hash()));
    }

    /// <summary>There is nothing more to come.</summary>
    public async Task<BackupManifest> FinishAsync(Func<IReadOnlyList<BackupEntry>, BackupManifest> describe)
    {
        var manifest = describe(entries);
        await tar.WriteEntryAsync(EntryOf(BackupManifest.Name, new MemoryStream(manifest.Write()), manifest.MadeAt));
        return manifest;
    }

    public ValueTask DisposeAsync() => tar.DisposeAsync();

    static PaxTarEntry EntryOf(string name, Stream bytes, DateTimeOffset at) =>
        new(TarEntryType.RegularFile, name) { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, ModificationTime = at, DataStream = bytes };
}

using System.Formats.Tar;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Messenger.Web;

/// <summary>Reads a backup, from its beginning to its end and never half of it.</summary>
/// <param name="passphrase">What it was sealed with, if it was.</param>
sealed partial class BackupReader(string path, string? passphrase)
{
    /// <summary>Looks whether all is there and as it was, and keeps the database.</summary>
    /// <param name="folder">Where the file of the database goes, under its name.</param>
    /// <exception cref="BackupFailed">It is no backup, or not as it was made.</exception>
    public async Task<BackupManifest> CheckAsync(string folder, CancellationToken stop)
    {
        List<BackupEntry> found = [];
        BackupManifest? manifest = null;
        await foreach (var (name, bytes) in ReadAsync(stop))
        {
            if (manifest is not null)
            {
                throw Damaged("has something behind its end");
            }

            if (name == BackupManifest.Name)
            {
                manifest = await BackupManifest.ReadAsync(bytes);
                continue;
            }

            await using var kept = IsFile(name) ? Stream.Null : PrivateFiles.Create(Path.Combine(folder, IsDatabase(name) ? name : throw Damaged("holds what belongs to no backup")));
            found.Add(await CopyAsync(name, bytes, kept, stop));
        }

        return manifest switch
        {
            null => throw Damaged("has no manifest at its end: it is not whole"),
            { Format: > BackupManifest.NewestFormat } => throw new BackupFailed($"{path} was made by a newer version of the messenger. Update this one first."),
            _ when !RestoredDatabase.Knows(manifest.Migration) => throw new BackupFailed($"{path} was made by a newer version of the messenger. Update this one first."),
            _ when !manifest.Entries.SequenceEqual(found) => throw Damaged($"is not as it was made: {manifest.Entries.Except(found).Concat(found).First().Name} is another"),
            _ => manifest,
        };
    }

    /// <summary>The files and pictures of one that was checked.</summary>
    public async IAsyncEnumerable<(string Name, Stream Bytes)> FilesAsync()
    {
        await foreach (var one in ReadAsync(CancellationToken.None))
        {
            if (IsFile(one.Name))
            {
                yield return one;
            }
        }
    }

    async IAsyncEnumerable<(string Name, Stream Bytes)> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var file = Open();
        await using var opened = SealedFile.Read(file, passphrase);
        await using var tar = new TarReader(opened);
        while (await NextAsync(tar, stop) is { } entry)
        {
            yield return (entry.Name, entry.DataStream ?? Stream.Null);
        }
    }

    FileStream Open()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailed($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    async Task<TarEntry?> NextAsync(TarReader tar, CancellationToken stop)
    {
        try
        {
            return await tar.GetNextEntryAsync(copyData: false, stop);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw Damaged("is no backup, or ends too early");
        }
    }

    async Task<BackupEntry> CopyAsync(string name, Stream bytes, Stream to, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, size) = (new byte[1 << 16], 0L);
        try
        {
            while (await bytes.ReadAsync(buffer, stop) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), stop);
                size += read;
            }
        }
        catch (EndOfStreamException)
        {
            throw Damaged("ends too early");
        }

        return new BackupEntry(name, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    BackupFailed Damaged(string how) => new($"{path} {how}.");

    static bool IsDatabase(string name) => DatabaseName().IsMatch(name);

    // Names become paths.
    static bool IsFile(string name) => FileName().IsMatch(name);

    [GeneratedRegex(@"\Adatabase\.[a-z]+\z")]
    private static partial Regex DatabaseName();

    [GeneratedRegex(@"\A(files/[0-9a-f]{2}/[0-9a-f]{2}|avatars/[0-9a-f]{2})/[0-9a-f]{32}(\.webp)?\z")]
    private static partial Regex FileName();
}

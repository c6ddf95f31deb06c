using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>With a passphrase nobody reads a backup who does not have it, and no piece of it can be changed.</summary>
[RunsOnce]
public sealed class SealingBackups : IDisposable
{
    const string Passphrase = "correct horse battery";

    readonly string folder = Directory.CreateTempSubdirectory("sealed-").FullName;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedFile.PieceSize)]
    [InlineData(3 * SealedFile.PieceSize + 5)]
    public async Task Comes_back_as_it_was(int size)
    {
        var bytes = new byte[size];
        Random.Shared.NextBytes(bytes);
        var path = await SealAsync(bytes);

        Assert.Equal(bytes, Open(path));
        Assert.Equal(28 + size + 16 * Math.Max(1, (size + SealedFile.PieceSize - 1) / SealedFile.PieceSize), new FileInfo(path).Length);
    }

    [Fact]
    public async Task Is_opened_by_no_other_passphrase_and_by_none()
    {
        var path = await SealAsync("secret"u8.ToArray());

        Assert.Contains("another passphrase", Assert.Throws<BackupFailed>(() => Open(path, "wrong horse battery")).Message);
        Assert.Contains("Backup:PassphraseFile", Assert.Throws<BackupFailed>(() => Open(path, null)).Message);
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Is_refused_where_a_bit_was_changed_or_pieces_were_left_out_or_changed_places()
    {
        const int head = 28, piece = SealedFile.PieceSize + SealedFile.TagSize;
        var path = await SealAsync(new byte[3 * SealedFile.PieceSize]);
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        byte[] flipped = [.. whole];
        flipped[^1] ^= 1;
        foreach (var changed in new[] { flipped, whole[..(head + piece)], whole[..^1], whole[..head], [.. whole[..head], .. whole[(head + piece)..]],
            [.. whole[..head], .. whole[(head + piece)..(head + 2 * piece)], .. whole[head..(head + piece)], .. whole[(head + 2 * piece)..]], [.. whole, 0] })
        {
            await File.WriteAllBytesAsync(path, changed, TestContext.Current.CancellationToken);

            Assert.Throws<BackupFailed>(() => Open(path));
        }
    }

    public void Dispose() => Directory.Delete(folder, true);

    async Task<string> SealAsync(byte[] bytes)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}");
        await using var file = File.Create(path);
        await using var sealing = await SealedFile.WriteAsync(file, Passphrase);
        await sealing.WriteAsync(bytes, TestContext.Current.CancellationToken);
        return path;
    }

    static byte[] Open(string path, string? passphrase = Passphrase)
    {
        using var file = File.OpenRead(path);
        using var opened = SealedFile.Read(file, passphrase);
        using var bytes = new MemoryStream();
        opened.CopyTo(bytes);
        return bytes.ToArray();
    }
}

using System.Text.Json;

namespace Messenger.Web;

/// <summary>The list of what a backup holds. It is the last thing in it, so that one without is not whole.</summary>
/// <param name="Format">Moves when a program that knows this one could not read it.</param>
/// <param name="Migration">The newest that its database has seen.</param>
/// <param name="Rows">How many each table has.</param>
/// <param name="Entries">Everything else in it.</param>
sealed record BackupManifest(int Format, DateTimeOffset MadeAt, string Migration, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<BackupEntry> Entries)
{
    public const string Name = "manifest.json";

    public const int NewestFormat = 1;

    static readonly JsonSerializerOptions json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Of pictures and files.</summary>
    public int Files => Entries.Count - 1;

    public long Size => Entries.Sum(entry => entry.Size);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, json);

    public static async Task<BackupManifest> ReadAsync(Stream bytes) => (await JsonSerializer.DeserializeAsync<BackupManifest>(bytes, json))!;
}

/// <param name="Sha256">Of its bytes, in hexadecimals.</param>
sealed record BackupEntry(string Name, long Size, string Sha256);

using System.Security.Cryptography;

namespace Messenger.Web;

/// <summary>Names what this process runs: other programs or other files of the browser make another build.</summary>
public sealed class Build
{
    public string Id { get; internal set; } = Read();

    // The program, and the list of its files for the browser with the hash of each.
    static string Read()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(Program).Module.ModuleVersionId.ToByteArray());
        var files = Path.Combine(AppContext.BaseDirectory, "Messenger.Web.staticwebassets.endpoints.json");
        if (File.Exists(files))
        {
            hash.AppendData(File.ReadAllBytes(files));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }
}

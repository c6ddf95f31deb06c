using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Messenger.Domain;

/// <summary>Makes recovery codes, and hashes them as slowly as passwords: 50 bits are not many for whoever has stolen the hashes.</summary>
public sealed class RecoveryCodes(IOptions<PasswordHasherOptions> hasher)
{
    public const int Count = 10;

    const int Half = 5, SaltLength = 16, HashLength = 32;

    // None that is taken for another one.
    const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Ten new ones with their hashes.</summary>
    public (IReadOnlyList<string> Codes, byte[] Salt, IReadOnlyList<byte[]> Hashes) Make()
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        List<string> codes = [.. Enumerable.Range(0, Count).Select(_ => $"{RandomNumberGenerator.GetString(Letters, Half)}-{RandomNumberGenerator.GetString(Letters, Half)}")];
        return (codes, salt, [.. codes.Select(code => HashOf(code, salt))]);
    }

    /// <summary>However it was typed.</summary>
    public byte[] HashOf(string typed, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(
        string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant(), salt, hasher.Value.IterationCount, HashAlgorithmName.SHA512, HashLength);
}

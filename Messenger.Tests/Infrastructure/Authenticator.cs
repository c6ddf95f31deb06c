using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>An authenticator app that has taken over a key as a person reads it, in groups of letters.</summary>
public sealed class Authenticator(string key)
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public string CodeAt(DateTimeOffset now, int stepsLater = 0) => Totp.CodeAt(Key, Totp.StepAt(now) + stepsLater);

    /// <summary>Of none of the steps that are taken now.</summary>
    public string WrongCodeAt(DateTimeOffset now) =>
        Enumerable.Range(0, 10).Select(n => $"{n}00000").First(code => Totp.FindStep(Key, code, now) is null);

    byte[] Key { get; } = Decoded(key.Replace(" ", ""));

    static byte[] Decoded(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString(Letters.IndexOf(letter), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Messenger.Domain;

/// <summary>The people whom somebody has blocked, and those who have blocked them.</summary>
/// <param name="Mine">In order of their ids.</param>
public sealed record BlockedPeople(IReadOnlyList<int> Mine, IReadOnlyList<int> Others)
{
    public static readonly BlockedPeople None = new([], []);

    /// <summary>Another one when I have blocked others; empty when I have blocked nobody.</summary>
    public string Mark => MarkOf(Mine);

    /// <summary>Neither sees whether the other is here.</summary>
    public bool Hide(int userId) => Mine.Contains(userId) || Others.Contains(userId);

    /// <summary>As the database joins them.</summary>
    public static BlockedPeople Read(string? mine, string? others) => mine is null && others is null ? None : new(Ids(mine), Ids(others));

    public static string MarkOf(IReadOnlyList<int> ids) =>
        ids.Count == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', ids))).AsSpan(0, 6));

    static int[] Ids(string? joined) => [.. (joined ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).Order()];
}

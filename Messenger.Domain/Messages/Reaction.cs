namespace Messenger.Domain;

/// <summary>One person's emoji under a message.</summary>
public sealed class Reaction
{
    /// <summary>Different emoji under one message; more than anybody reads.</summary>
    public const int KindLimit = 20;

    public int Id { get; init; }

    public int MessageId { get; init; }

    public int UserId { get; init; }

    public required string Emoji { get; init; }

    public string Kind => KindOf(Emoji);

    /// <summary>What it is counted as. Once kept as typed, and any sign at all was taken: those go on under their own name.</summary>
    public static string KindOf(string emoji) => Domain.Emoji.Spelled(emoji) ?? emoji;
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Messenger.Domain;

/// <summary>The state of an invitation: whether it still lets anybody in.</summary>
public enum InvitationState
{
    Open,
    Expired,
    UsedUp,
    Revoked,
}

/// <summary>A way in for whoever has its secret: to an account here, into a group, or both. Each who comes by it counts; who only looks does not.</summary>
public sealed class Invitation
{
    public const int NoteLimit = 80, MostUses = 1000, MostDays = 90, UsualDays = 7;

    public int Id { get; init; }

    /// <summary>SHA-256 of the secret: it is shown once, and nobody can read it here.</summary>
    public required byte[] Hash { get; init; }

    public int CreatedBy { get; init; }

    /// <summary>The group that who comes is in; null: none.</summary>
    public int? ChatId { get; init; }

    public Chat? Chat { get; init; }

    /// <summary>What they are in that group.</summary>
    public Role Role { get; init; }

    /// <summary>Made by an admin of the server, so it makes accounts even where registration is closed. Otherwise it is a group's.</summary>
    public bool IsOfServer { get; init; }

    /// <summary>Whose account it makes is an admin of the server.</summary>
    public bool MakesAdmin { get; init; }

    /// <summary>Whom it is for: what the list shows in place of the secret.</summary>
    public string? Note { get; init; }

    /// <summary>How many it lets in.</summary>
    public int Uses { get; init; }

    public int Used { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>256 bits, fit for an address as they are.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    // A fast hash will do: nobody guesses 256 random bits.
    public static byte[] HashOf(string? secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""));

    public static Invitation New(int me, string secret, InvitationWish wish, bool isOfServer, DateTimeOffset now)
    {
        string? note = null;
        Refused.Together(
            () => note = TextRules.Name(wish.Note, "note", NoteLimit),
            () => Require(wish.Uses, "uses", MostUses),
            () => Require(wish.Days, "days", MostDays));
        return new Invitation
        {
            Hash = HashOf(secret), CreatedBy = me, ChatId = wish.ChatId, Role = wish.Role, IsOfServer = isOfServer, MakesAdmin = isOfServer && wish.MakesAdmin, Note = note,
            Uses = wish.Uses, CreatedAt = now, ExpiresAt = now + TimeSpan.FromDays(wish.Days),
        };
    }

    public InvitationState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? InvitationState.Revoked : Used >= Uses ? InvitationState.UsedUp : ExpiresAt <= now ? InvitationState.Expired : InvitationState.Open;

    /// <summary>Says why it lets nobody in.</summary>
    public void RequireOpen(DateTimeOffset now)
    {
        switch (StateAt(now))
        {
            case InvitationState.Revoked:
                throw Revoked();
            case InvitationState.UsedUp:
                throw UsedUp();
            case InvitationState.Expired:
                throw Refused.Invalid("invitation_expired", "This invitation is too old. Ask for a new one.", "invitation");
        }
    }

    public static Refused Revoked() => Refused.Invalid("invitation_revoked", "This invitation was taken back. Ask for a new one.", "invitation");

    public static Refused UsedUp() => Refused.Invalid("invitation_used_up", "This invitation has been used by as many people as it was for. Ask for a new one.", "invitation");

    public static Refused Unknown() => Refused.Invalid("invitation_unknown", "There is no such invitation. Look whether its address is whole.", "invitation");

    static void Require(int number, string field, int most)
    {
        if (number < 1 || number > most)
        {
            throw Refused.Invalid("number_odd", $"A whole number from 1 to {most}.", field);
        }
    }
}

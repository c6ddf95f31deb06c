using System.ComponentModel.DataAnnotations;

namespace Messenger.Web;

/// <summary>A new account.</summary>
public sealed record RegisterRequest
{
    /// <summary>It logs in, and only its owner sees it.</summary>
    public string? Email { get; init; }

    /// <summary>2 to 32 letters, digits, dots, dashes or underscores; nobody else's, nor looking just like it.</summary>
    [MinLength(2), MaxLength(User.UsernameLimit)]
    public string? Username { get; init; }

    /// <summary>At least 8 characters, and none of the most common ones.</summary>
    [MinLength(Passwords.Shortest), MaxLength(Passwords.Longest)]
    public string? Password { get; init; }

    /// <summary>At most 80 characters.</summary>
    [MaxLength(User.NameLimit)]
    public string? FullName { get; init; }

    /// <summary>The secret of an invitation: what stands behind /join/ in its address.</summary>
    public string? Invitation { get; init; }
}

/// <summary>A new invitation.</summary>
public sealed record InvitationRequest
{
    /// <summary>Whom it is for, at most 80 characters.</summary>
    [MaxLength(Domain.Invitation.NoteLimit)]
    public string? Note { get; init; }

    /// <summary>How many it lets in, 1 to 1000; 1 when it is not said.</summary>
    public int? Uses { get; init; }

    /// <summary>After how many it is over, 1 to 90; 7 when it is not said.</summary>
    public int? Days { get; init; }

    /// <summary>What who comes is in the group: member, or admin, which only its owner can say.</summary>
    public string? Role { get; init; }

    /// <summary>A group of mine that who comes is in. Of a group's own invitation it is that group.</summary>
    public int? ChatId { get; init; }

    /// <summary>Whose account it makes is an admin of the server. Not in invitations of a group.</summary>
    public bool MakesAdmin { get; init; }
}

/// <summary>The way into a group.</summary>
public sealed record JoinRequest
{
    /// <summary>The secret of an invitation: what stands behind /join/ in its address.</summary>
    public string? Token { get; init; }
}

/// <summary>Who one is.</summary>
public sealed record LoginRequest
{
    /// <summary>Or the username.</summary>
    public string? Email { get; init; }

    public string? Password { get; init; }

    /// <summary>The code of the authenticator app, or a recovery code; for accounts with a second step.</summary>
    public string? Otp { get; init; }
}

/// <summary>A token that came by mail.</summary>
public sealed record VerifyRequest
{
    public string? Token { get; init; }
}

/// <summary>A refresh token; one in the query is taken too, but addresses end up in logs.</summary>
public sealed record RefreshRequest
{
    public string? RefreshToken { get; init; }
}

/// <summary>A new personal access token.</summary>
public sealed record TokenRequest
{
    /// <summary>What it is for, at most 80 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Mine; not needed within ten minutes of the log-in whose access token is shown.</summary>
    public string? Password { get; init; }

    /// <summary>A code of the authenticator app, or a recovery code, beside the password where the second step is on.</summary>
    public string? Otp { get; init; }

    /// <summary>To be left out: there are none, and whoever asks for some is refused.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}

/// <summary>What is to change about oneself; what is not named stays.</summary>
public sealed record ProfileRequest
{
    readonly HashSet<string> given = [];

    /// <summary>At most 80 characters; null is none.</summary>
    public string? FullName { get; init => field = Given(value, nameof(FullName)); }

    /// <summary>At most 32 characters; null is none.</summary>
    public string? PhoneNumber { get; init => field = Given(value, nameof(PhoneNumber)); }

    /// <summary>The line under the name, at most 140 characters; null is none.</summary>
    public string? Status { get; init => field = Given(value, nameof(Status)); }

    /// <summary>Null removes the picture; otherwise the path that uploading it answered.</summary>
    public string? Avatar { get; init => field = Given(value, nameof(Avatar)); }

    public bool Gives(string name) => given.Contains(name);

    string? Given(string? value, string name)
    {
        given.Add(name);
        return value;
    }
}

/// <summary>What others are not to be told.</summary>
public sealed record PrivacyRequest
{
    /// <summary>That I am here.</summary>
    public bool? HidesPresence { get; init; }

    /// <summary>What I have read.</summary>
    public bool? HidesReads { get; init; }
}

/// <summary>A new chat.</summary>
public sealed record ChatRequest
{
    /// <summary>Ids of the others; one for a direct chat, none, or my own, for notes to self.</summary>
    public IReadOnlyList<int>? ParticipantIds { get; init; }

    /// <summary>At most 80 characters; the pages call a group without one after its people.</summary>
    [MaxLength(Chat.NameLimit)]
    public string? Name { get; init; }

    public bool IsGroup { get; init; }
}

/// <summary>What is to change about a group.</summary>
public sealed record RenameRequest
{
    public string? Name { get; init; }
}

/// <summary>A new message.</summary>
public sealed record MessageRequest
{
    /// <summary>The chat of the address, if it is given.</summary>
    public int? ChatId { get; init; }

    /// <summary>At most 8,000 Unicode characters; a safe subset of Markdown is drawn. Beside files it is their caption.</summary>
    [MaxLength(Message.TextLimit)]
    public string? Content { get; init; }

    /// <summary>May be left out: what is sent makes it. text is always taken, another one only where it is what the first file is.</summary>
    public string? MessageType { get; init; }

    /// <summary>The id of a message of the same chat.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>A UUID of the sender's own: sending it again answers the first message and never makes a second one.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>The id of my draft that it was until now, which ends with it.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>true: the one file of the form is a voice message, at most 15 minutes long.</summary>
    public bool? IsVoice { get; init; }

    /// <summary>How long a voice message is, in seconds; what its file says itself is believed before this.</summary>
    public double? Duration { get; init; }

    /// <summary>How loud a voice message is in each of 64 stretches of the same length, from 0 to 255; in a form parted by commas.</summary>
    public IReadOnlyList<int>? Waveform { get; init; }

    /// <summary>What is said of a voice message; null where it is none.</summary>
    public SentVoice? Voice() => IsVoice is true ? new SentVoice(Duration, Waveform) : null;
}

/// <summary>What one has begun to write.</summary>
public sealed record DraftRequest
{
    /// <summary>At most 8,000 Unicode characters; nothing to be read is no draft.</summary>
    [MaxLength(Message.TextLimit)]
    public string? Content { get; init; }

    /// <summary>The id of the message it answers.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>A UUID of the writer's own; the message made of it says it as draft_id. Without it the server chooses one.</summary>
    public Guid? Id { get; init; }

    /// <summary>Of the draft that this replaces, 0 for the first one; left out, any.</summary>
    public int? Version { get; init; }
}

/// <summary>Where a message is to be said once more.</summary>
public sealed record ForwardRequest
{
    /// <summary>The chat that the copy goes to.</summary>
    public int? ChatId { get; init; }

    /// <summary>A UUID of the sender's own, as of a new message.</summary>
    public Guid? ClientId { get; init; }
}

/// <summary>A new text for a message.</summary>
public sealed record EditRequest
{
    /// <summary>At most 8,000 Unicode characters.</summary>
    [MaxLength(Message.TextLimit)]
    public string? Content { get; init; }
}

/// <summary>Why the admins should see a message.</summary>
public sealed record ReportRequest
{
    /// <summary>At most 500 characters.</summary>
    [MaxLength(Report.ReasonLimit)]
    public string? Reason { get; init; }
}

/// <summary>A new call.</summary>
public sealed record CallRequest
{
    public int? ChatId { get; init; }

    /// <summary>audio or video; audio when it is not said.</summary>
    public string? CallType { get; init; }
}

/// <summary>How far one has read.</summary>
public sealed record ReadRequest
{
    /// <summary>Everything up to this message; without it, everything there is.</summary>
    public int? MessageId { get; init; }
}

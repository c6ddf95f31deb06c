namespace Messenger.Domain;

/// <summary>
/// The second step of one person, shown beside the password: codes of an authenticator app, and recovery codes for when that is
/// lost.
/// </summary>
public sealed class SecondFactor
{
    /// <summary>How long one that was begun waits for its first code.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public int UserId { get; init; }

    /// <summary>What codes are worked out from. Who has the database alone does not have it.</summary>
    public required byte[] ProtectedKey { get; init; }

    public DateTimeOffset BegunAt { get; init; }

    /// <summary>Since when it is asked for; null until a first code has proven that the app has the key.</summary>
    public DateTimeOffset? OnSince { get; private set; }

    /// <summary>The newest step a code was taken of: neither that nor an earlier one is taken again.</summary>
    public long LastStep { get; private set; }

    /// <summary>What recovery codes are hashed with.</summary>
    public byte[] Salt { get; private set; } = [];

    public void TurnOn(byte[] salt, DateTimeOffset now) => (OnSince, Salt) = (now, salt);

    public void Resalt(byte[] salt) => Salt = salt;

    /// <param name="step">That a code is of, if it is of any.</param>
    public void Accept(long? step) => LastStep = step > LastStep ? step.Value : throw Wrong();

    public static Refused Wrong() => new(Reason.Unknown, "code_wrong", "This code is wrong, too old, or has been used. Take the next one.", "code");

    public static Refused Missing() =>
        new(Reason.Unknown, "code_missing", "This account logs in with a second step: send the code of the authenticator app, or a recovery code, as “otp”.", "code");
}

/// <summary>One of ten codes, each good once, for who has lost the app.</summary>
public sealed class RecoveryCode
{
    public int UserId { get; init; }

    public required byte[] Hash { get; init; }
}

namespace Messenger.Domain;

/// <summary>Why a rule says no; each door translates it once into its own language (a status, a page, a frame).</summary>
public enum Reason
{
    /// <summary>What was sent makes no sense (422).</summary>
    Invalid,

    /// <summary>It does not exist, or the caller may not know that it does (404).</summary>
    NotFound,

    /// <summary>A member who lacks the role (403).</summary>
    Forbidden,

    /// <summary>It clashes with what is already there (409).</summary>
    Conflict,

    /// <summary>Wrong name or password (401).</summary>
    Unknown,
}

/// <summary>
/// A rule that says no. <see cref="Code"/> names the rule for programs and translations, the message is a sentence
/// a person can read, and <see cref="Field"/> is the input it is about, if it is about one.
/// </summary>
public sealed class Refused(Reason reason, string code, string sentence, string? about = null) : Exception(sentence)
{
    public Reason Reason => reason;

    public string Code => code;

    public string? Field => about;

    public static Refused NotFound() => new(Reason.NotFound, "not_found", "There is nothing here, or it is not yours to see.");

    public static Refused Forbidden(string code, string sentence) => new(Reason.Forbidden, code, sentence);

    public static Refused Invalid(string code, string sentence, string about) => new(Reason.Invalid, code, sentence, about);
}

namespace Messenger.Domain;

/// <summary>
/// The reason why a rule says no; each door translates it once into its own language (a status, a page, a frame).
/// </summary>
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

    /// <summary>More bytes than are taken (413).</summary>
    TooLarge,

    /// <summary>Not of a kind that is taken (415).</summary>
    Unsupported,

    /// <summary>Too much of something from one person, address or account (429); <see cref="Refused.RetryAfter"/> says how long to wait.</summary>
    TooMany,
}

/// <summary>
/// A rule that says no. <see cref="Code"/> names the rule for programs and translations, the message is a sentence
/// a person can read, and <see cref="Field"/> is the input it is about, if it is about one; "" is the form as a whole.
/// </summary>
public sealed class Refused(Reason reason, string code, string sentence, string? about = null) : Exception(sentence)
{
    public Reason Reason => reason;

    public string Code => code;

    public string? Field => about;

    /// <summary>What stands in the place of {0} where the sentence is translated.</summary>
    public int Number { get; init; }

    /// <summary>Whole seconds, at least one: what Retry-After can say (RFC 9110, 10.2.3).</summary>
    public int? RetryAfter { get; init; }

    /// <summary>What else is wrong with the same request, each about a field of its own.</summary>
    public IReadOnlyList<Refused> Others { get; private init; } = [];

    /// <summary>Asks every rule, so that all fields that are wrong are named at once.</summary>
    public static void Together(params ReadOnlySpan<Action> rules)
    {
        List<Refused> broken = [];
        foreach (var rule in rules)
        {
            try
            {
                rule();
            }
            catch (Refused refused) when (refused is { Reason: Reason.Invalid, Field: not null })
            {
                broken.AddRange([refused, .. refused.Others]);
            }
        }

        if (broken is [var first, .. var others])
        {
            throw new Refused(first.Reason, first.Code, first.Message, first.Field) { Number = first.Number, Others = others };
        }
    }

    public static Refused NotFound() => new(Reason.NotFound, "not_found", "There is nothing here, or it is not yours to see.");

    public static Refused Forbidden(string code, string sentence) => new(Reason.Forbidden, code, sentence);

    public static Refused Invalid(string code, string sentence, string about, int number = 0) => new(Reason.Invalid, code, sentence, about) { Number = number };

    public static Refused TooLarge(int megabytes) =>
        new(Reason.TooLarge, "file_too_large", $"At most {megabytes} MB a file. Choose a smaller one.", "files") { Number = megabytes };

    public static Refused TooMany(int seconds) => new(Reason.TooMany, "too_many", "Too many at once. Wait a little.") { RetryAfter = seconds };
}

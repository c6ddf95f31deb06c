namespace Messenger.Web;

/// <summary>A status in words.</summary>
/// <param name="Headline">What happened, in plain words.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Sentence">Both, for programs.</param>
readonly record struct ErrorText(string Icon, string Headline, string Advice, string Sentence);

/// <summary>The words for everything that goes wrong: one row a status.</summary>
static class ErrorTexts
{
    /// <summary>What a failure says of itself, where that is more than its status does.</summary>
    public static string? Of(Exception? failure, Texts texts) =>
        failure is Refused { Reason: not (Reason.NotFound or Reason.TooMany) } refused ? texts.Of(refused)
        : DiskFull.Explains(failure) ? texts["The messenger's disk is full, so this could not be kept. Whoever runs it has to make room."]
        : FileStoreUnavailable.Explains(failure) ? texts["Files cannot be kept or fetched just now, so nothing was changed. Try again in a moment."]
        : null;

    /// <param name="isKept">Whether a text that was being sent is shown below.</param>
    /// <param name="wait">Seconds.</param>
    public static ErrorText For(int status, Texts texts, bool isKept = false, int wait = 5) => status switch
    {
        400 => new("clock", texts["The page was too old"], isKept
            ? texts["Look at your text and send it again."]
            : texts["It had been open for a long time, or you logged in since. Go back, reload it, and do it once more."],
            texts["This request makes no sense."]),
        401 => new("lock", texts["Please log in again"], isKept
            ? texts["Your session had ended before this was sent. Log in, and you will find your text again."]
            : texts["Your session has ended. Nothing was changed."],
            texts["Log in first: send a valid access token."]),
        403 => new("lock", texts["This is not yours to do"], texts["It takes a role that you do not have."],
            texts["This is not allowed from there."]),
        404 => new("search", texts["There is nothing here"], texts["Perhaps the address is mistyped, or what was here is gone, or it is not yours to see."],
            texts["There is nothing here, or it is not yours to see."]),
        405 => Odd(texts) with { Sentence = texts["This address takes other methods."] },
        409 => new("warning", texts["Somebody was quicker"], texts["It has changed since you opened the page. Go back and look at it again."],
            texts["Something went wrong here. Try again."]),
        413 => new("warning", texts["This is too large"], texts["It is more than this messenger takes. Go back and send less at once."],
            texts["This is too large."]),
        415 => new("warning", texts["This cannot be done"], texts["A picture is a JPEG, PNG, WebP or GIF here. Choose another one."],
            texts["This media type is not understood here."]),
        426 => Odd(texts) with { Sentence = texts["This address is for WebSockets (RFC 6455)."] },
        429 => new("clock", texts["A little slower, please"],
            texts.Count("That was too much at once. Wait {0} second and try again.|That was too much at once. Wait {0} seconds and try again.", wait),
            texts["Too many at once. Wait a little."]),
        503 => new("database", texts["One moment"], isKept
            ? texts["The messenger cannot reach its database. Nothing is lost: what was sent is kept, what you were writing is below."]
            : texts["The messenger cannot reach its database. What was sent is kept. Try again in a moment."],
            texts["The database is away. Try again in a moment."]),
        >= 500 => new("warning", texts["Something broke"], texts["This is our mistake, not yours, and it has been noted down. Try again in a moment."],
            texts["Something went wrong here. Try again."]),
        _ => Odd(texts),
    };

    static ErrorText Odd(Texts texts) => new(
        "warning", texts["This cannot be done"], texts["Something that was sent makes no sense here. Go back and look at it again."],
        texts["Something went wrong here. Try again."]);
}

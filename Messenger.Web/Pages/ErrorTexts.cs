using Messenger.Domain;

namespace Messenger.Web.Pages;

/// <summary>For each status an icon, what happened in plain words, and what to do.</summary>
static class ErrorTexts
{
    /// <summary>What a failure says of itself, where that is more than its status does.</summary>
    public static string? Of(Exception? failure, Texts texts) => failure switch
    {
        Refused { Reason: not Reason.NotFound } refused => texts.Of(refused),
        TooLarge large => texts["At most {0} MB a file. Choose a smaller one.", large.Megabytes],
        NoPicture => texts["A picture is a JPEG, PNG, WebP or GIF here. Choose another one."],
        _ => null,
    };

    public static (string Icon, string Headline, string Advice) For(int status, bool isKept, int wait, Texts texts) => status switch
    {
        400 => ("clock", texts["The page was too old"], isKept
            ? texts["Look at your text and send it again."]
            : texts["It had been open for a long time, or you logged in since. Go back, reload it, and do it once more."]),
        401 => ("lock", texts["Please log in again"], isKept
            ? texts["Your session had ended before this was sent. Log in, and you will find your text again."]
            : texts["Your session has ended. Nothing was changed."]),
        403 => ("lock", texts["This is not yours to do"], texts["It takes a role that you do not have."]),
        404 => ("search", texts["There is nothing here"], texts["Perhaps the address is mistyped, or what was here is gone, or it is not yours to see."]),
        409 => ("warning", texts["Somebody was quicker"], texts["It has changed since you opened the page. Go back and look at it again."]),
        413 => ("warning", texts["This is too large"], texts["It is more than this messenger takes. Go back and send less at once."]),
        415 => ("warning", texts["This cannot be done"], texts["A picture is a JPEG, PNG, WebP or GIF here. Choose another one."]),
        429 => ("clock", texts["A little slower, please"],
            texts.Count("That was too much at once. Wait {0} second and try again.|That was too much at once. Wait {0} seconds and try again.", wait)),
        503 => ("database", texts["One moment"], isKept
            ? texts["The messenger cannot reach its database. Nothing is lost: what was sent is kept, what you were writing is below."]
            : texts["The messenger cannot reach its database. What was sent is kept. Try again in a moment."]),
        >= 500 => ("warning", texts["Something broke"], texts["This is our mistake, not yours, and it has been noted down. Try again in a moment."]),
        _ => ("warning", texts["This cannot be done"], texts["Something that was sent makes no sense here. Go back and look at it again."]),
    };
}

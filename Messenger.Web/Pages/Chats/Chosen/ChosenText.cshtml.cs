namespace Messenger.Web.Pages;

/// <summary>The page of the messages that were ticked as one text, with who said them and when.</summary>
public sealed class ChosenTextModel(ChosenMessages chosen, Texts texts) : ChosenPage(chosen)
{
    public string Text => string.Join('\n', Messages.Select(Line));

    string Line(MessageView message)
    {
        var at = TimeZoneInfo.ConvertTime(message.At, ReaderTimeZone.Of(HttpContext));
        var said = message.Attachments.Select(file => $"<{file.Name}>").Append(message.Caption).Where(part => part.Length > 0);
        return $"[{at:yyyy-MM-dd HH:mm}] {DisplayNames.Of(message.Author, texts)}: {string.Join(' ', said)}";
    }
}

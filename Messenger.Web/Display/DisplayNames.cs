using Messenger.Domain;

namespace Messenger.Web;

/// <summary>What a chat or a system line is called in the reader's language.</summary>
static class DisplayNames
{
    public static string Of(ChatView chat, Texts texts) =>
        chat.IsNotes ? texts["Notes to self"] : chat.Name ?? chat.Other?.Name ?? texts["Chat"];

    public static string Of(SystemMessage systemMessage, PersonView author, PersonView? subject, string text, Texts texts) => systemMessage switch
    {
        SystemMessage.Created => texts["{0} created the group “{1}”", author.Name, text],
        SystemMessage.Added => texts["{0} added {1}", author.Name, subject?.Name],
        SystemMessage.Removed => texts["{0} removed {1}", author.Name, subject?.Name],
        SystemMessage.Left => texts["{0} left the group", author.Name],
        _ => texts["{0} named the group “{1}”", author.Name, text],
    };

    public static string Of(Role role, Texts texts) => role switch
    {
        Role.Owner => texts["Owner"],
        Role.Admin => texts["Admin"],
        _ => texts["Member"],
    };

    public static string Of(Presence presence, Texts texts) => presence switch
    {
        Presence.Online => texts["online"],
        Presence.Away => texts["away"],
        _ => texts["offline"],
    };
}

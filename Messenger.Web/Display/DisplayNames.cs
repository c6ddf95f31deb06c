using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace Messenger.Web;

/// <summary>Names people, chats and system lines in the reader's language.</summary>
static class DisplayNames
{
    // More than anybody reads on a button.
    const int ReactorLimit = 20;

    public static string Of(ChatView chat, Texts texts) =>
        chat.IsNotes ? texts["Notes to self"] : chat.Other is { } other ? Of(other, texts) : chat.Title ?? texts["Chat"];

    public static string Of(PersonView person, Texts texts) => Of(person.IsDeleted ? null : person.FullName ?? person.Username, texts);

    public static string Of(OriginView origin, Texts texts) => Of(origin.Name, texts);

    public static string Of(ReactorView reactor, Texts texts) => Of(reactor.Name, texts);

    /// <summary>Where more is said of a person; null: of who is gone there is nothing to say.</summary>
    public static string? PageOf(PersonView person) => person.IsDeleted ? null : $"/people/{person.Id}";

    public static string? PageOf(OriginView origin) => origin.Name is null ? null : $"/people/{origin.Id}";

    public static string? PageOf(ReactorView reactor) => reactor.Name is null ? null : $"/people/{reactor.Id}";

    public static string Of(SystemMessage systemMessage, PersonView author, PersonView? subject, string text, Texts texts) =>
        string.Format(CultureInfo.CurrentCulture, Sentence(systemMessage, text, texts), Of(author, texts), subject is null ? text : Of(subject, texts));

    /// <summary>What stands last in a chat, in one line.</summary>
    public static string Of(LastLine last, Texts texts) => last switch
    {
        { Notice: { } notice } => Of(notice, last.Author, last.Subject, last.Text, texts),
        { IsDeleted: true } => texts["Message deleted"],
        _ => $"{Of(last.Author, texts)}: {FileDisplay.InShort(last.Text, last.Attachments, 80, texts)}",
    };

    /// <summary>The same line with each name leading to the person.</summary>
    public static IHtmlContent WithLinks(SystemMessage systemMessage, PersonView author, PersonView? subject, string text, Texts texts) =>
        new HtmlFormattableString(Sentence(systemMessage, text, texts), Link(author, texts), subject is null ? text : Link(subject, texts));

    /// <summary>Who reacted so, the first of them by name.</summary>
    public static string Of(ReactionView reaction, Texts texts)
    {
        var names = string.Join(", ", reaction.People.Take(ReactorLimit).Select(person => Of(person, texts)));
        var more = reaction.People.Count - ReactorLimit;
        return more > 0 ? $"{names} {texts.Count("and {0} other|and {0} others", more)}" : names;
    }

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

    /// <summary>What is said of somebody who is not in a call; nothing of who is.</summary>
    public static string Of(CallPresence presence, Texts texts) => presence switch
    {
        CallPresence.Ringing => texts["Ringing…"],
        CallPresence.Busy => texts["In another call"],
        CallPresence.Declined => texts["Declined"],
        CallPresence.Left => texts["Left"],
        _ => "",
    };

    static string Sentence(SystemMessage systemMessage, string text, Texts texts) => systemMessage switch
    {
        SystemMessage.Created when text.Length == 0 => texts["{0} created the group"],
        SystemMessage.Created => texts["{0} created the group “{1}”"],
        SystemMessage.Added => texts["{0} added {1}"],
        SystemMessage.Removed => texts["{0} removed {1}"],
        SystemMessage.Left => texts["{0} left the group"],
        SystemMessage.Joined => texts["{0} joined by an invitation"],
        SystemMessage.MissedCall when IsVideo(text) => texts["Missed video call from {0}"],
        SystemMessage.MissedCall => texts["Missed voice call from {0}"],
        SystemMessage.Called when IsVideo(text) => texts["Video call, {0}", LengthOf(text)],
        SystemMessage.Called => texts["Voice call, {0}", LengthOf(text)],
        _ => texts["{0} named the group “{1}”"],
    };

    static bool IsVideo(string text) => CallLine.Read(text).Type is CallType.Video;

    static string LengthOf(string text) => FileDisplay.Length(CallLine.Read(text).Length?.TotalSeconds ?? 0);

    static string Of(string? name, Texts texts) => name ?? texts["Deleted account"];

    static HtmlFormattableString Link(PersonView person, Texts texts) => PageOf(person) is { } page
        ? new("<a href=\"{0}\"><bdi>{1}</bdi></a>", page, Of(person, texts))
        : new("<bdi>{0}</bdi>", Of(person, texts));
}

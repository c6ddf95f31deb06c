using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messenger.Web;

/// <summary>The content that is sent for a notification, and how it is to be kept until it arrives.</summary>
/// <param name="Topic">Letters and digits, at most 32 (RFC 8030, 5.4): a later one of the same takes its place while it waits.</param>
public sealed record PushPayload(byte[] Text, string Topic, TimeSpan Lifetime, bool IsUrgent);

/// <summary>
/// Writes notifications as JSON in the form of Declarative Web Push, so that Safari shows something even when our worker is gone. There is no name and no
/// text in it: a device that is to show them asks for them (<see cref="PushEndpoints"/>).
/// </summary>
public sealed class PushPayloads(Texts texts, PublicAddress address)
{
    // https://webkit.org/blog/16535/meet-declarative-web-push/
    const int Declarative = 8030;

    static readonly TimeSpan lifetime = TimeSpan.FromDays(7);

    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        // It meets no HTML on its way.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public PushPayload Of(Push push)
    {
        var content = push.Content;
        var (tag, isCall) = content switch
        {
            { Kind: PushKind.Test } => ("test", false),
            { CallId: > 0 } => ($"call-{content.CallId}", true),
            _ => ($"chat-{content.ChatId}", false),
        };
        var isOver = content.Kind is PushKind.AnsweredElsewhere or PushKind.RingsNoMore;
        var path = content.Kind is PushKind.Test ? "settings/notifications" : $"chats/{content.ChatId}";
        var ask = push.Asks && !isOver ? isCall ? $"/push/calls/{content.CallId}" : $"/push/chats/{content.ChatId}" : null;
        var notification = new Notification(
            Words(content, push.Language), new Uri(address.Home, path), tag, push.Language, Dir: "auto", Renotify: !isOver,
            Silent: isOver, RequireInteraction: content.Kind is PushKind.Ringing, new NotificationData(new Uri(address.Home, path), ask));
        return new PushPayload(
            JsonSerializer.SerializeToUtf8Bytes(new Payload(Declarative, notification, Mutable: ask is not null), json), tag.Replace("-", ""),
            isCall && content.Kind is not PushKind.MissedCall ? Call.RingsFor : lifetime, isCall);
    }

    string Words(PushContent content, string language)
    {
        // Flows with this call only.
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return content.Kind switch
            {
                PushKind.Messages when content.Count > 1 => texts.Count("{0} new message|{0} new messages", content.Count),
                PushKind.Messages => texts["New message"],
                PushKind.Mention => texts["You were mentioned"],
                PushKind.Ringing => texts["Incoming call"],
                PushKind.AnsweredElsewhere => texts["You answered on another device."],
                PushKind.RingsNoMore => texts["The call rings no more"],
                PushKind.MissedCall => texts["Missed call"],
                _ => texts["Notifications arrive on this device."],
            };
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    sealed record Payload([property: JsonPropertyName("web_push")] int WebPush, Notification Notification, bool Mutable);

    /// <summary>A notification as browsers show it: the names are those of the Notifications API.</summary>
    sealed record Notification(
        string Title, Uri Navigate, string Tag, string Lang, string Dir, bool Renotify, bool Silent,
        [property: JsonPropertyName("requireInteraction")] bool RequireInteraction, NotificationData Data);

    /// <param name="Ask">Where names and texts are to be had, within the session.</param>
    sealed record NotificationData(Uri Navigate, string? Ask);
}

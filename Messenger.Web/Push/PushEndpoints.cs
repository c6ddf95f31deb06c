namespace Messenger.Web;

/// <summary>
/// The endpoints for the key that browsers subscribe with, and for what a notification says on a device that is to show names
/// or texts. That is asked for by the worker, within the session, and never sent by a push service.
/// </summary>
static class PushEndpoints
{
    const int TextLimit = 200;

    public static void AddPush(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Vapid>().AddSingleton<PushPayloads>().AddSingleton<PushMetrics>().AddSingleton<PushSender>();
        builder.Services.AddSingleton<IJobHandler, MessagePushHandler>().AddSingleton<IJobHandler, CallPushHandler>().AddSingleton<IJobHandler, UnmuteHandler>();
        builder.Services.AddSingleton<IJobHandler>(services => ActivatorUtilities.CreateInstance<MessagePushHandler>(services, Pushes.AgainJob, "push again"));
        builder.Services.AddSingleton<IJobHandler>(services => ActivatorUtilities.CreateInstance<CallPushHandler>(services, Pushes.CallAgainJob, "push again"));
        builder.Services.AddHostedService<PushQueue>();
    }

    public static void MapPush(this WebApplication app)
    {
        app.MapMethods("/push/key", ReadMethods.GetAndHead, async (Vapid vapid) => Results.Text(await vapid.PublicKeyAsync())).RequireAuthorization();
        app.MapMethods("/push/chats/{chatId:int}", ReadMethods.GetAndHead, ShowChatAsync).RequireAuthorization();
        app.MapMethods("/push/calls/{callId:int}", ReadMethods.GetAndHead, ShowCallAsync).RequireAuthorization();
    }

    /// <summary>Nothing where it has been read, or nothing more may be said than was: then the worker shows what it has.</summary>
    static async Task<IResult> ShowChatAsync(int chatId, HttpContext http, Chats chats, PushSubscriptions subscriptions, Texts texts)
    {
        var chat = await chats.OpenAsync(http.Me().Id, chatId);
        var device = await subscriptions.FindAsync(http.Me());
        if (device is not ({ ShowsNames: true } or { ShowsText: true }) || chat.Unread <= 0)
        {
            return Results.NoContent();
        }

        var count = chat.Unread > 1 ? texts.Count("{0} new message|{0} new messages", chat.Unread) : texts["New message"];
        // Of whom I have blocked there is the number and no word, as in the group itself.
        var last = device.ShowsText && chat.Last is { Notice: null, IsDeleted: false } line && !http.Me().Blocked.Mine.Contains(line.Author.Id) ? line : null;
        var text = last is null ? null : FileDisplay.InShort(last.Text, last.Attachments, TextLimit, texts);
        var from = device.ShowsNames && chat.IsGroup && last is not null ? $"{DisplayNames.Of(last.Author, texts)}: {text}" : text;
        return Results.Ok(new Notice(device.ShowsNames ? DisplayNames.Of(chat, texts) : count, from ?? (device.ShowsNames ? count : "")));
    }

    static async Task<IResult> ShowCallAsync(int callId, HttpContext http, Calls calls, Chats chats, PushSubscriptions subscriptions, Texts texts)
    {
        var call = await calls.OneAsync(http.Me().Id, callId);
        if (await subscriptions.FindAsync(http.Me()) is not { ShowsNames: true } || call.Initiator is not { } by)
        {
            return Results.NoContent();
        }

        var where = call.IsGroup ? DisplayNames.Of(await chats.OpenAsync(http.Me().Id, call.ChatId), texts) : "";
        return Results.Ok(new Notice(call.Status is CallStatus.Missed ? texts["Missed call from {0}", DisplayNames.Of(by, texts)] : texts["{0} is calling", DisplayNames.Of(by, texts)], where));
    }

    sealed record Notice(string Title, string Body);
}

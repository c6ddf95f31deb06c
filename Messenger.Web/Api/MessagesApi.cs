using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Messenger.Web;

/// <summary>The endpoints of /api/chats/…/messages: reading and writing.</summary>
public static class MessagesApi
{
    static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Names of UTF-8, the nameless one first, and of the part of it that is as old as teletypes.
    static readonly string[] charsets = ["", "utf-8", "utf8", "us-ascii", "ascii"];

    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var chats = api.MapGroup("/chats").WithTags("messages").RateLimit(Limit.Send);
        chats.MapMethods("/{id:int}/messages", ReadMethods.GetAndHead, ListAsync).Pages(byMessage: true).Refuses(404, 422);
        chats.MapPost("/{id:int}/messages", PostAsync).Refuses(404, 413, 415, 422)
            .WithMetadata(
                new RequestBody(typeof(MessageRequest), "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"),
                new RequestFiles(Message.FileLimit, limits => $"At most {Message.FileLimit} files, each up to {limits.UploadLimit} MB, together up to {limits.RequestLimit} MB."),
                new AcceptsUploadAttribute(UploadKind.Message));
        chats.MapPut("/messages/{messageId:int}", EditAsync).Refuses(403, 404, 409, 422);
        chats.MapDelete("/messages/{messageId:int}", DeleteAsync).Refuses(403, 404);
        chats.MapMethods("/messages/{messageId:int}/history", ReadMethods.GetAndHead, EarlierAsync).Refuses(404);
        chats.MapMethods("/{id:int}/pinned", ReadMethods.GetAndHead, PinnedAsync).Refuses(404);
        chats.MapPost("/messages/{messageId:int}/forward", ForwardAsync).Refuses(404, 409, 422);
        chats.MapPut("/messages/{messageId:int}/pin", PinAsync).Refuses(403, 404, 409, 422);
        chats.MapDelete("/messages/{messageId:int}/pin", UnpinAsync).Refuses(403, 404, 409);
        chats.MapPost("/messages/{messageId:int}/report", ReportAsync).RateLimit(Limit.Start).Refuses(404, 409, 422);
        chats.MapPut("/messages/{messageId:int}/reactions/{emoji}", ReactAsync).Refuses(404, 409, 422);
        chats.MapDelete("/messages/{messageId:int}/reactions/{emoji}", TakeBackAsync).Refuses(404, 409, 422);
    }

    /// <summary>List messages</summary>
    /// <remarks>
    /// The newest messages after skipping some, oldest first. Paging by <c>before</c> or <c>after</c> stays fast at any depth. Asked for by a
    /// page of one of the sites in <c>Cors:Origins</c>, the newest ones are then read: clients of old never say that they are.
    /// </remarks>
    /// <param name="markRead">false leaves the read mark where it is.</param>
    public static async Task<IReadOnlyList<MessageJson>> ListAsync(
        int id, PageRange page, [FromQuery(Name = "mark_read")] string? markRead, HttpContext http, History history, ReadReceipts readReceipts, WholeMessages whole,
        AllSettings settings)
    {
        var isMarking = IsTrue(markRead) && page is { Skip: 0, Before: null, After: null } && HttpMethods.IsGet(http.Request.Method)
            && Origin.IsOf(http.Request, settings.Origins);
        var (state, messages) = await history.ListAsync(http.Me().Id, id, page.Skip, page.Limit ?? History.PageLimit, page.Before, page.After);
        if (isMarking && messages is [.., var newest] && state.ReadSequence < newest.Sequence)
        {
            await readReceipts.ReadAsync(http.Me().Id, id, newest.Sequence);
        }

        return await whole.ListAsync(http.Me().Id, id, messages, state.MembershipVersion);
    }

    /// <summary>Send a message</summary>
    /// <remarks>
    /// As JSON, as plain text (the whole body is the message), or as a form with files. The answer means that it is on disk. With a
    /// <c>client_id</c>, or the same in the header <c>Idempotency-Key</c>, trying again is harmless: it answers 200.
    /// </remarks>
    public static async Task<Results<Created<MessageJson>, Ok<MessageJson>>> PostAsync(
        int id, HttpContext http, Messages messages, Uploads uploads, WholeMessages whole, Contract contract)
    {
        var me = http.Me().Id;
        var wanted = await ReadAsync(http.Request);
        if (wanted.ChatId is { } other && other != id)
        {
            throw Refused.Invalid("other_chat", "This is not the chat of the address.", "chat_id");
        }

        var key = wanted.ClientId ?? ClientIds.Read(http.Request.Headers["Idempotency-Key"].ToString().Trim('"'));
        var files = await uploads.SaveAsync(me, id, http.Request.HasFormContentType ? http.Request.Form.Files : [], wanted.Voice());
        var message = await messages.PostAsync(me, id, wanted.Content, key, wanted.ReplyTo, files, wanted.MessageType, wanted.DraftId);
        return message.IsRepeated
            ? TypedResults.Ok(await whole.OneAsync(me, message))
            : TypedResults.Created($"/chats/{id}/messages/{message.Id}", contract.Message(message));
    }

    /// <summary>Edit a message</summary>
    /// <remarks>Changes its text; its sender may.</remarks>
    public static async Task<MessageJson> EditAsync(int messageId, JsonBody<EditRequest> body, HttpContext http, Messages messages, WholeMessages whole) =>
        await whole.OneAsync(http.Me().Id, await messages.EditAsync(http.Me().Id, messageId, body.Value.Content));

    /// <summary>List earlier texts</summary>
    /// <remarks>What an edited message said before, the latest first, at most 20; for whoever may see the message. They go when it is deleted.</remarks>
    public static async Task<IReadOnlyList<EarlierTextJson>> EarlierAsync(int messageId, HttpContext http, History history) =>
        [.. (await history.EarlierAsync(http.Me().Id, messageId)).Select(earlier => new EarlierTextJson(earlier.Text, earlier.At))];

    /// <summary>Delete a message</summary>
    /// <remarks>For all; its sender may, and an admin of the group. What it said, and its files, are gone.</remarks>
    public static async Task<DoneJson> DeleteAsync(int messageId, HttpContext http, Messages messages, Texts texts)
    {
        await messages.DeleteAsync(http.Me().Id, messageId);
        return new DoneJson(texts["Message deleted"]);
    }

    /// <summary>Add a reaction</summary>
    /// <remarks>Reacts with an emoji of Unicode's list; doing it again changes nothing, also in another spelling (❤ is ❤️).</remarks>
    public static async Task<MessageJson> ReactAsync(int messageId, string emoji, HttpContext http, Messages messages, WholeMessages whole) =>
        await whole.OneAsync(http.Me().Id, await messages.ReactAsync(http.Me().Id, messageId, emoji, true));

    /// <summary>Remove a reaction</summary>
    /// <remarks>Takes back the one I made with this emoji.</remarks>
    public static async Task<MessageJson> TakeBackAsync(int messageId, string emoji, HttpContext http, Messages messages, WholeMessages whole) =>
        await whole.OneAsync(http.Me().Id, await messages.ReactAsync(http.Me().Id, messageId, emoji, false));

    /// <summary>Forward a message</summary>
    /// <remarks>
    /// Says the same in another chat, under my name and with who wrote it, its files too. What becomes of the original makes no difference to the
    /// copy. With a <c>client_id</c> trying again is harmless: it answers 200.
    /// </remarks>
    public static async Task<Results<Created<MessageJson>, Ok<MessageJson>>> ForwardAsync(
        int messageId, JsonBody<ForwardRequest> body, HttpContext http, Messages messages, WholeMessages whole, Contract contract)
    {
        var chatId = body.Value.ChatId ?? throw Refused.Invalid("chat_missing", "Say in which chat.", "chat_id");
        var message = await messages.ForwardAsync(http.Me().Id, messageId, chatId, body.Value.ClientId);
        return message.IsRepeated
            ? TypedResults.Ok(await whole.OneAsync(http.Me().Id, message))
            : TypedResults.Created($"/chats/{chatId}/messages/{message.Id}", contract.Message(message));
    }

    /// <summary>List pinned messages</summary>
    /// <remarks>All of a chat, the one furthest down first.</remarks>
    public static async Task<IReadOnlyList<MessageJson>> PinnedAsync(int id, HttpContext http, History history, WholeMessages whole)
    {
        var pinned = await history.PinnedAsync(http.Me().Id, id);
        return [.. (await whole.ListAsync(http.Me().Id, id, [.. pinned.Reverse()])).Reverse()];
    }

    /// <summary>Report a message</summary>
    /// <remarks>Shows it to the admins of the server, who see nothing else of the chat. A second time changes nothing.</remarks>
    public static async Task<DoneJson> ReportAsync(int messageId, JsonBody<ReportRequest> body, HttpContext http, Reports reports, Texts texts)
    {
        await reports.CreateAsync(http.Me().Id, messageId, body.Value.Reason);
        return new DoneJson(texts["Thank you. An admin will look at it."]);
    }

    /// <summary>Pin a message</summary>
    /// <remarks>Keeps it in sight for everybody in the chat, at most 50 of them; anybody may in a chat of two, in a group its admins.</remarks>
    public static async Task<MessageJson> PinAsync(int messageId, HttpContext http, Messages messages, WholeMessages whole) =>
        await whole.OneAsync(http.Me().Id, await messages.PinAsync(http.Me().Id, messageId, true));

    /// <summary>Unpin a message</summary>
    /// <remarks>Whoever may pin it may.</remarks>
    public static async Task<MessageJson> UnpinAsync(int messageId, HttpContext http, Messages messages, WholeMessages whole) =>
        await whole.OneAsync(http.Me().Id, await messages.PinAsync(http.Me().Id, messageId, false));

    static bool IsTrue(string? markRead) => markRead switch
    {
        null or "" or "true" => true,
        "false" => false,
        _ => throw Refused.Invalid("wrong_type", "This is not what belongs here.", "mark_read"),
    };

    static async Task<MessageRequest> ReadAsync(HttpRequest request) => request switch
    {
        { HasFormContentType: true } => Of(await request.FormAsync()),
        _ when request.GetTypedHeaders().ContentType?.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase) is true => new MessageRequest { Content = await TextAsync(request) },
        _ => await JsonBody<MessageRequest>.ReadAsync(request),
    };

    // An empty field is one that was left out: a form cannot leave any out.
    static MessageRequest Of(IFormCollection form)
    {
        var (replyTo, chatId, clientId, draftId, isVoice) = ((int?)null, (int?)null, (Guid?)null, (Guid?)null, false);
        Refused.Together(
            () => replyTo = Number(form, "reply_to"), () => chatId = Number(form, "chat_id"), () => clientId = ClientIds.Read(form["client_id"]),
            () => draftId = ClientIds.Find(form["draft_id"].ToString()), () => isVoice = Flag(form, "is_voice"));
        return new MessageRequest
        {
            Content = form["content"], MessageType = form["message_type"], ReplyTo = replyTo, ChatId = chatId, ClientId = clientId, DraftId = draftId,
            IsVoice = isVoice, Duration = VoiceFields.Duration(form), Waveform = VoiceFields.Waveform(form),
        };
    }

    static int? Number(IFormCollection form, string name) => form[name].ToString() switch
    {
        "" => null,
        var typed when int.TryParse(typed, out var number) => number,
        _ => throw Refused.Invalid("wrong_type", "This is not what belongs here.", name),
    };

    static bool Flag(IFormCollection form, string name) => form[name].ToString() switch
    {
        "" => false,
        var typed when bool.TryParse(typed, out var isSet) => isSet,
        _ => throw Refused.Invalid("wrong_type", "This is not what belongs here.", name),
    };

    static async Task<string> TextAsync(HttpRequest request)
    {
        var charset = HeaderUtilities.RemoveQuotes(request.GetTypedHeaders().ContentType!.Charset).Value;
        if (!charsets.Contains(charset ?? "", StringComparer.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("Not UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var reader = new StreamReader(request.Body, utf8);
            return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            throw Refused.Invalid("not_utf8", "This text is not UTF-8.", "content");
        }
    }
}

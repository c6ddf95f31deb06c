using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Web;

/// <summary>The endpoints of /api/chats: conversations, who is in them, and catching up.</summary>
public static class ChatsApi
{
    public static void MapChats(this IEndpointRouteBuilder api)
    {
        var chats = api.MapGroup("/chats").WithTags("chats");
        chats.MapMethods("/", ReadMethods.GetAndHead, ListAsync).Pages().Refuses(422);
        chats.MapPost("/", StartAsync).RateLimit(Limit.Start).Refuses(404, 422);
        chats.MapMethods("/{id:int}", ReadMethods.GetAndHead, OneAsync).Refuses(404);
        chats.MapPatch("/{id:int}", RenameAsync).RateLimit(Limit.Send).Refuses(403, 404, 422);
        chats.MapPost("/{id:int}/participants/{userId:int}", AddAsync).RateLimit(Limit.Start).Refuses(403, 404, 422);
        chats.MapDelete("/{id:int}/participants/{userId:int}", RemoveAsync).Refuses(403, 404);
        chats.MapPost("/{id:int}/read", ReadAsync).Refuses(404, 422);
        chats.MapPut("/{id:int}/archive", ArchiveAsync).RateLimit(Limit.Send).Refuses(404);
        chats.MapDelete("/{id:int}/archive", UnarchiveAsync).RateLimit(Limit.Send).Refuses(404);
        chats.MapPut("/{id:int}/unread", MarkUnreadAsync).RateLimit(Limit.Send).Refuses(404);
        chats.MapDelete("/{id:int}/unread", UnmarkUnreadAsync).RateLimit(Limit.Send).Refuses(404);
        chats.MapMethods("/{id:int}/draft", ReadMethods.GetAndHead, DraftAsync).Refuses(404);
        chats.MapPut("/{id:int}/draft", SaveDraftAsync).RateLimit(Limit.Draft).Refuses(404, 409, 422);
        chats.MapDelete("/{id:int}/draft", DiscardDraftAsync).RateLimit(Limit.Draft).Refuses(404, 409, 422);
        chats.MapMethods("/{id:int}/changes", ReadMethods.GetAndHead, ChangesAsync).WithMetadata(new CatchUpQuery()).Refuses(404, 422);
    }

    /// <summary>List my chats</summary>
    /// <remarks>By last activity, the latest first.</remarks>
    public static async Task<IReadOnlyList<ChatJson>> ListAsync(PageRange page, HttpContext http, DetailedChats chats, Contract contract) =>
        [.. (await chats.ListAsync(http.Me().Id, page.Skip, page.Limit ?? Chats.ListLimit)).Select(contract.Chat)];

    /// <summary>Start a chat</summary>
    /// <remarks>
    /// There is one direct chat for each pair of people, so for a pair that has one it is answered with 200; more than one other
    /// person makes a group.
    /// </remarks>
    public static async Task<Results<Created<ChatJson>, Ok<ChatJson>>> StartAsync(
        JsonBody<ChatRequest> body, HttpContext http, Chats chats, DetailedChats whole, Contract contract)
    {
        var (id, isNew) = await chats.StartAsync(http.Me().Id, body.Value.ParticipantIds, body.Value.Name, body.Value.IsGroup);
        var chat = contract.Chat(await whole.OneAsync(http.Me().Id, id));
        return isNew ? TypedResults.Created($"/api/chats/{id}", chat) : TypedResults.Ok(chat);
    }

    /// <summary>Get a chat</summary>
    /// <remarks>One of mine, as I see it.</remarks>
    public static async Task<ChatJson> OneAsync(int id, HttpContext http, DetailedChats chats, Contract contract) =>
        contract.Chat(await chats.OneAsync(http.Me().Id, id));

    /// <summary>Rename a group</summary>
    /// <remarks>Its admins may.</remarks>
    public static async Task<ChatJson> RenameAsync(int id, JsonBody<RenameRequest> body, HttpContext http, Members members, DetailedChats chats, Contract contract)
    {
        await members.RenameAsync(http.Me().Id, id, body.Value.Name);
        return await OneAsync(id, http, chats, contract);
    }

    /// <summary>Add a member</summary>
    /// <remarks>To a group; its admins may. Whoever is added sees everything said so far.</remarks>
    public static async Task<ChatJson> AddAsync(int id, int userId, HttpContext http, Members members, DetailedChats chats, Contract contract)
    {
        await members.AddAsync(http.Me().Id, id, userId);
        return await OneAsync(id, http, chats, contract);
    }

    /// <summary>Remove a member</summary>
    /// <remarks>From a group; its admins may. With my own id I leave.</remarks>
    public static async Task<DoneJson> RemoveAsync(int id, int userId, HttpContext http, Members members, Texts texts)
    {
        await (userId == http.Me().Id ? members.LeaveAsync(userId, id) : members.RemoveAsync(http.Me().Id, id, userId));
        return new DoneJson(texts["Removed."]);
    }

    /// <summary>Mark a chat as read</summary>
    /// <remarks>Moves my read mark; it never goes back.</remarks>
    public static async Task<ChatJson> ReadAsync(int id, JsonBody<ReadRequest> body, HttpContext http, ReadReceipts readReceipts, DetailedChats chats, Contract contract)
    {
        await readReceipts.ReadUpToAsync(http.Me().Id, id, body.Value.MessageId);
        return await OneAsync(id, http, chats, contract);
    }

    /// <summary>Archive a chat</summary>
    /// <remarks>Out of my list until somebody says something there; a muted one stays. It is listed here all the same.</remarks>
    public static Task<ChatJson> ArchiveAsync(int id, HttpContext http, PersonalChatSettings settings, DetailedChats chats, Contract contract) =>
        SetAsync(id, http, chats, contract, settings.ArchiveAsync(http.Me().Id, id, true));

    /// <summary>Unarchive a chat</summary>
    /// <remarks>Back into my list.</remarks>
    public static Task<ChatJson> UnarchiveAsync(int id, HttpContext http, PersonalChatSettings settings, DetailedChats chats, Contract contract) =>
        SetAsync(id, http, chats, contract, settings.ArchiveAsync(http.Me().Id, id, false));

    /// <summary>Mark a chat as unread</summary>
    /// <remarks>For me alone, until I open it or write there. Neither its count nor its read mark moves; one in which nothing was said is not marked.</remarks>
    public static Task<ChatJson> MarkUnreadAsync(int id, HttpContext http, PersonalChatSettings settings, DetailedChats chats, Contract contract) =>
        SetAsync(id, http, chats, contract, settings.MarkUnreadAsync(http.Me().Id, id, true));

    /// <summary>Mark no longer as unread</summary>
    /// <remarks>So does marking it as read.</remarks>
    public static Task<ChatJson> UnmarkUnreadAsync(int id, HttpContext http, PersonalChatSettings settings, DetailedChats chats, Contract contract) =>
        SetAsync(id, http, chats, contract, settings.MarkUnreadAsync(http.Me().Id, id, false));

    /// <summary>Get my draft</summary>
    /// <remarks>What I have begun to write in a chat on any of my devices, and not sent; its content is null where there is none.</remarks>
    public static async Task<DraftJson> DraftAsync(int id, HttpContext http, Drafts drafts) => Contract.Draft(await drafts.GetAsync(http.Me().Id, id));

    /// <summary>Save my draft</summary>
    /// <remarks>
    /// For all my devices, which hear of it by <c>draft_updated</c>. With a <c>version</c> it replaces that one only: a save that comes late, or knows nothing of another
    /// device, is refused with 409, unless it says what is there already. A message that says the draft's id as <c>draft_id</c> ends it when it is sent.
    /// </remarks>
    public static async Task<DraftJson> SaveDraftAsync(int id, JsonBody<DraftRequest> body, HttpContext http, Drafts drafts) =>
        Contract.Draft(await drafts.SaveAsync(http.Me().Id, id, body.Value.Content, body.Value.ReplyTo, body.Value.Id, body.Value.Version));

    /// <summary>Discard my draft</summary>
    /// <remarks>On all my devices; the answer is that there is none.</remarks>
    /// <param name="version">Of the one that is meant; without it, whichever is there.</param>
    public static async Task<DraftJson> DiscardDraftAsync(int id, string? version, HttpContext http, Drafts drafts) =>
        Contract.Draft(await drafts.SaveAsync(http.Me().Id, id, null, version: PageRange.Number(version, "version", 0, int.MaxValue)));

    /// <summary>Catch up with a chat</summary>
    /// <remarks>What changed since a revision, for whoever was away: the way back after a cut without a gap.</remarks>
    public static async Task<ChangesJson> ChangesAsync(int id, CatchUpPosition catchUpPosition, HttpContext http, History history, WholeMessages whole, DetailedChats chats, Contract contract)
    {
        var me = http.Me().Id;
        var changes = await history.ChangesAsync(me, id, catchUpPosition.After, catchUpPosition.Epoch);
        var messages = await whole.ListAsync(me, id, [.. changes.Messages.Where(message => !message.IsDeleted)]);
        return contract.Changes(changes, messages, changes is { ChatChanged: true, Reload: false } ? await chats.OneAsync(me, id) : null);
    }

    static async Task<ChatJson> SetAsync(int id, HttpContext http, DetailedChats chats, Contract contract, Task set)
    {
        await set;
        return await OneAsync(id, http, chats, contract);
    }
}

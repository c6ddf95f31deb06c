using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Web;

/// <summary>The endpoints of /api/invitations and those of a group: asking people in, and coming in.</summary>
public static class InvitationsApi
{
    public static void MapInvitations(this IEndpointRouteBuilder api)
    {
        var invitations = api.MapGroup("/invitations").WithTags("invitations");
        invitations.MapMethods("/", ReadMethods.GetAndHead, ListAsync).Refuses(404);
        invitations.MapPost("/", CreateAsync).RateLimit(Limit.Start).Refuses(403, 404, 409, 422);
        invitations.MapDelete("/{id:int}", RevokeAsync).RateLimit(Limit.Send).Refuses(404);
        invitations.MapPost("/join", JoinAsync).RateLimit(Limit.Link).Refuses(403, 422);

        var ofGroup = api.MapGroup("/chats/{id:int}/invitations").WithTags("invitations");
        ofGroup.MapMethods("/", ReadMethods.GetAndHead, ListForGroupAsync).Refuses(403, 404);
        ofGroup.MapPost("/", CreateForGroupAsync).RateLimit(Limit.Start).Refuses(403, 404, 409, 422);
        ofGroup.MapDelete("/{invitationId:int}", RevokeForGroupAsync).RateLimit(Limit.Send).Refuses(403, 404);
    }

    /// <summary>List the server's invitations</summary>
    /// <remarks>The newest first, for admins of the server; for others there is no such thing.</remarks>
    public static async Task<IReadOnlyList<InvitationJson>> ListAsync(HttpContext http, Invitations invitations) =>
        [.. (await invitations.ListAsync(http.Me())).Select(Contract.Invitation)];

    /// <summary>Invite to the server</summary>
    /// <remarks>For admins of the server. It makes accounts however registration is set, with any mail address. Its secret is shown now and never again.</remarks>
    public static async Task<Created<NewInvitationJson>> CreateAsync(JsonBody<InvitationRequest> body, HttpContext http, Invitations invitations) =>
        Made(http, await invitations.CreateAsync(http.Me(), WishOf(body.Value)));

    /// <summary>Revoke an invitation</summary>
    /// <remarks>One of the server. Who has come by it stays.</remarks>
    public static async Task<DoneJson> RevokeAsync(int id, HttpContext http, Invitations invitations, Texts texts)
    {
        await invitations.RevokeAsync(http.Me(), id);
        return Revoked(texts);
    }

    /// <summary>Join by an invitation</summary>
    /// <remarks>Into its group. Who is in already uses nothing up. What it cannot be used for is 422, and says why.</remarks>
    public static async Task<ChatJson> JoinAsync(JsonBody<JoinRequest> body, HttpContext http, Invitations invitations, DetailedChats chats, Contract contract) =>
        contract.Chat(await chats.OneAsync(http.Me().Id, await invitations.JoinAsync(http.Me().Id, body.Value.Token)));

    /// <summary>List a group's invitations</summary>
    /// <remarks>The newest first, for those who manage the group.</remarks>
    public static async Task<IReadOnlyList<InvitationJson>> ListForGroupAsync(int id, HttpContext http, Invitations invitations) =>
        [.. (await invitations.ListForGroupAsync(http.Me().Id, id)).Select(Contract.Invitation)];

    /// <summary>Invite into a group</summary>
    /// <remarks>For those who manage it. It makes accounts too, unless registration is closed. Its secret is shown now and never again.</remarks>
    public static async Task<Created<NewInvitationJson>> CreateForGroupAsync(int id, JsonBody<InvitationRequest> body, HttpContext http, Invitations invitations) =>
        Made(http, await invitations.CreateForGroupAsync(http.Me().Id, id, WishOf(body.Value)));

    /// <summary>Revoke a group's invitation</summary>
    /// <remarks>Who has come by it stays.</remarks>
    public static async Task<DoneJson> RevokeForGroupAsync(int id, int invitationId, HttpContext http, Invitations invitations, Texts texts)
    {
        await invitations.RevokeForGroupAsync(http.Me().Id, id, invitationId);
        return Revoked(texts);
    }

    static InvitationWish WishOf(InvitationRequest wanted) => new(
        wanted.Note, wanted.Uses ?? 1, wanted.Days ?? Invitation.UsualDays, wanted.ChatId, wanted.Role switch
        {
            null or "member" => Role.Member,
            "admin" => Role.Admin,
            _ => throw Refused.Invalid("role_odd", "The role is member or admin.", "role"),
        }, wanted.MakesAdmin);

    static Created<NewInvitationJson> Made(HttpContext http, NewInvitation made) => TypedResults.Created(
        made.Invitation.IsOfServer ? "/api/invitations" : $"/api/chats/{made.Invitation.ChatId}/invitations",
        new NewInvitationJson(made.Invitation.Id, made.Secret, JoinAddress.Of(http.Request, made.Secret), made.Invitation.ExpiresAt));

    static DoneJson Revoked(Texts texts) => new(texts["Taken back. It lets nobody in any more."]);
}

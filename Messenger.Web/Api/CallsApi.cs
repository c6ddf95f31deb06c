using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web;

/// <summary>
/// The endpoints of /api/calls: that somebody calls, and how it ends. Voices and pictures go from browser to browser.
/// </summary>
public static class CallsApi
{
    public static void MapCalls(this IEndpointRouteBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("calls");
        calls.MapPost("/", StartAsync).RateLimit(Limit.Start).Refuses(404, 409, 422);
        calls.MapMethods("/{id:int}", ReadMethods.GetAndHead, OneAsync).Refuses(404);
        calls.MapPut("/{id:int}/accept", AcceptAsync).RateLimit(Limit.Start).Refuses(404, 409);
        calls.MapPut("/{id:int}/reject", RejectAsync).RateLimit(Limit.Send).Refuses(404, 409);
        calls.MapPut("/{id:int}/end", EndAsync).Refuses(404, 409);
        calls.MapMethods("/ice-servers", ReadMethods.GetAndHead, IceServersAsync).Refuses(404, 422);
        calls.MapMethods("/history", ReadMethods.GetAndHead, HistoryAsync).Pages().Refuses(422);
    }

    /// <summary>Start a call</summary>
    /// <remarks>
    /// Rings everybody else in a chat. Where somebody else's call rings there already, that one is answered. My earlier call there that still
    /// rings becomes a missed one; one that I was in before all of my sockets were opened anew, I am out of: a program that was started again has lost it.
    /// </remarks>
    public static async Task<Created<CallJson>> StartAsync(JsonBody<CallRequest> body, HttpContext http, Calls calls, RawSockets sockets)
    {
        Refused.Together(
            () => _ = body.Value.ChatId ?? throw Refused.Invalid("chat_missing", "Say in which chat.", "chat_id"), () => Call.TypeOf(body.Value.CallType));
        var call = await calls.StartAsync(http.Me().Id, body.Value.ChatId!.Value, body.Value.CallType, session: http.Me().SessionId, openSince: sockets.OpenSince(http.Me().Id));
        return TypedResults.Created($"/api/calls/{call.Id}", Contract.Call(call));
    }

    /// <summary>Get a call</summary>
    /// <remarks>One of my chats, however it stands.</remarks>
    public static async Task<CallJson> OneAsync(int id, HttpContext http, Calls calls) => Contract.Call(await calls.OneAsync(http.Me().Id, id));

    /// <summary>Accept a call</summary>
    /// <remarks>Picks up; my other devices stop ringing.</remarks>
    public static async Task<DoneJson> AcceptAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.AcceptAsync(http.Me().Id, id, session: http.Me().SessionId);
        return new DoneJson(texts["Call accepted."]);
    }

    /// <summary>Decline a call</summary>
    /// <remarks>In a direct chat that ends it; in a group it rings on for the others, while there are any who have not declined, and again changes nothing.</remarks>
    public static async Task<DoneJson> RejectAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.RejectAsync(http.Me().Id, id, http.Me().SessionId);
        return new DoneJson(texts["Call declined."]);
    }

    /// <summary>End a call</summary>
    /// <remarks>Hangs up. In a direct chat that ends it; in a group the others go on, while they are two.</remarks>
    public static async Task<DoneJson> EndAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.EndAsync(http.Me().Id, id, http.Me().SessionId);
        return new DoneJson(texts["Call ended."]);
    }

    /// <summary>List ICE servers</summary>
    /// <remarks>
    /// What a connection is made with: STUN and TURN servers as <c>RTCPeerConnection</c> takes them. For who is in a call, or is rung by one: ask
    /// when you join, and again before each ICE restart, because the credentials are good for ten minutes.
    /// </remarks>
    /// <param name="callId">Which call; any when it is left out.</param>
    public static async Task<IReadOnlyList<IceServerJson>> IceServersAsync([FromQuery(Name = "call_id")] string? callId, HttpContext http, IceServers iceServers) =>
        await iceServers.ForAsync(http.Me().Id, PageRange.Number(callId, "call_id", 0, int.MaxValue));

    /// <summary>List calls</summary>
    /// <remarks>Those of my chats, newest first.</remarks>
    public static async Task<IReadOnlyList<CallJson>> HistoryAsync(PageRange page, HttpContext http, Calls calls) =>
        [.. (await calls.ListAsync(http.Me().Id, page.Skip, page.Limit ?? 50)).Select(Contract.Call)];
}

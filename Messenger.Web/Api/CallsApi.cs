using Messenger.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Web;

/// <summary>/api/calls: that somebody calls, and how it ends. Voices and pictures go from browser to browser.</summary>
public static class CallsApi
{
    public static void MapCalls(this IEndpointRouteBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("calls");
        calls.MapPost("/", StartAsync).RateLimit(Limit.Start).Refuses(404, 409, 422);
        calls.MapMethods("/{id:int}", Api.Reading, OneAsync).Refuses(404);
        calls.MapPut("/{id:int}/accept", AcceptAsync).Refuses(404, 409);
        calls.MapPut("/{id:int}/reject", RejectAsync).Refuses(404, 409);
        calls.MapPut("/{id:int}/end", EndAsync).Refuses(404, 409);
        calls.MapMethods("/history", Api.Reading, HistoryAsync).Pages().Refuses(422);
    }

    /// <summary>Start a call</summary>
    /// <remarks>Rings everybody else in a chat. My earlier call there that still rings becomes a missed one.</remarks>
    public static async Task<Created<CallJson>> StartAsync(JsonBody<CallRequest> body, HttpContext http, Calls calls)
    {
        Refused.Together(
            () => _ = body.Value.ChatId ?? throw Refused.Invalid("chat_missing", "Say in which chat.", "chat_id"), () => Call.TypeOf(body.Value.CallType));
        var call = await calls.StartAsync(http.Me().Id, body.Value.ChatId!.Value, body.Value.CallType);
        return TypedResults.Created($"/api/calls/{call.Id}", Contract.Call(call));
    }

    /// <summary>Get a call</summary>
    /// <remarks>One of my chats, however it stands.</remarks>
    public static async Task<CallJson> OneAsync(int id, HttpContext http, Calls calls) => Contract.Call(await calls.OneAsync(http.Me().Id, id));

    /// <summary>Accept a call</summary>
    /// <remarks>Picks up; my other devices stop ringing.</remarks>
    public static async Task<DoneJson> AcceptAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.AcceptAsync(http.Me().Id, id);
        return new DoneJson(texts["Call accepted."]);
    }

    /// <summary>Decline a call</summary>
    /// <remarks>In a direct chat that ends it; in a group the others go on ringing.</remarks>
    public static async Task<DoneJson> RejectAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.RejectAsync(http.Me().Id, id);
        return new DoneJson(texts["Call declined."]);
    }

    /// <summary>End a call</summary>
    /// <remarks>Hangs up, which ends it for all.</remarks>
    public static async Task<DoneJson> EndAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.EndAsync(http.Me().Id, id);
        return new DoneJson(texts["Call ended."]);
    }

    /// <summary>List calls</summary>
    /// <remarks>Those of my chats, newest first.</remarks>
    public static async Task<IReadOnlyList<CallJson>> HistoryAsync(Paging page, HttpContext http, Calls calls) =>
        [.. (await calls.HistoryAsync(http.Me().Id, page.Skip, page.Limit ?? 50)).Select(Contract.Call)];
}

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
        calls.MapPut("/{id:int}/accept", AcceptAsync).Refuses(404, 409);
        calls.MapPut("/{id:int}/reject", RejectAsync).Refuses(404, 409);
        calls.MapPut("/{id:int}/end", EndAsync).Refuses(404, 409);
        calls.MapMethods("/history", Api.Reading, HistoryAsync).Pages().Refuses(422);
    }

    /// <summary>Rings everybody else in a chat. My earlier call there that still rings becomes a missed one.</summary>
    public static async Task<Created<CallJson>> StartAsync(JsonBody<CallRequest> body, HttpContext http, Calls calls)
    {
        var call = await calls.StartAsync(http.Me().Id, body.Value.ChatId ?? throw Refused.Invalid("chat_missing", "Say in which chat.", "chat_id"), body.Value.CallType);
        return TypedResults.Created($"/api/calls/{call.Id}", Contract.Call(call));
    }

    /// <summary>Picks up; my other devices stop ringing.</summary>
    public static async Task<DoneJson> AcceptAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.AcceptAsync(http.Me().Id, id);
        return new DoneJson(texts["Call accepted."]);
    }

    /// <summary>Declines. In a direct chat that ends it; in a group the others go on ringing.</summary>
    public static async Task<DoneJson> RejectAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.RejectAsync(http.Me().Id, id);
        return new DoneJson(texts["Call declined."]);
    }

    /// <summary>Hangs up.</summary>
    public static async Task<DoneJson> EndAsync(int id, HttpContext http, Calls calls, Texts texts)
    {
        await calls.EndAsync(http.Me().Id, id);
        return new DoneJson(texts["Call ended."]);
    }

    /// <summary>The calls of my chats, newest first.</summary>
    public static async Task<IReadOnlyList<CallJson>> HistoryAsync(Paging page, HttpContext http, Calls calls) =>
        [.. (await calls.HistoryAsync(http.Me().Id, page.Skip, page.Limit ?? 50)).Select(Contract.Call)];
}

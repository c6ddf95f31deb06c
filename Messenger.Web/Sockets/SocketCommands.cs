using System.Text.Json;

namespace Messenger.Web;

/// <summary>
/// Does what programs may ask for through their socket: one line of work each, over the verbs that the pages and the API use.
/// </summary>
public sealed class SocketCommands(IServiceScopeFactory scopes, RateLimits limits, ILogger<SocketCommands> log)
{
    static readonly SocketEvent pong = new("pong");

    /// <summary>By type; each with its answer, if it has one.</summary>
    public static readonly IReadOnlyDictionary<string, Func<SocketCommand, Task<SocketEvent?>>> All = new Dictionary<string, Func<SocketCommand, Task<SocketEvent?>>>
    {
        ["ping"] = _ => Task.FromResult<SocketEvent?>(pong),
        ["typing"] = TypeAsync,
        ["message_read"] = ReadAsync,
        ["webrtc_signal"] = SignalAsync,
        ["send_message"] = SendAsync,
    };

    /// <summary>Does what a frame asks for. Whatever it holds, the socket stays open and is answered.</summary>
    public async Task DoAsync(RawSocket socket, string connection, byte[] frame)
    {
        string? type = null;
        try
        {
            limits.Take(Limit.Frame, socket.UserId);
            using var json = JsonDocument.Parse(frame);
            await using var scope = scopes.CreateAsyncScope();
            var command = new SocketCommand(socket.UserId, connection, json.RootElement, scope.ServiceProvider);
            type = TypeOf(command);
            if (await All[type](command) is { } answer)
            {
                socket.Send(answer.Frame(socket.IsV2));
            }
        }
        catch (Exception failure)
        {
            socket.Send(SocketErrors.Of(failure, type).Frame(socket.IsV2));
            if (Errors.StatusOf(failure) is 500 or 503 && failure is not JsonException)
            {
                log.LogError(failure, "{Command} of {User} failed", type, socket.UserId);
            }

            if (failure is Refused { RetryAfter: { } wait })
            {
                // Whoever asks too much is read more slowly, and so is whoever does not listen.
                await Task.Delay(TimeSpan.FromSeconds(wait));
            }
        }
    }

    static string TypeOf(SocketCommand command)
    {
        if (command.Json.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException();
        }

        var type = command.Text("type");
        return All.ContainsKey(type) ? type : throw Refused.Invalid("unknown_type", "There is no command of this type.", "type");
    }

    static async Task<SocketEvent?> TypeAsync(SocketCommand command)
    {
        command.Service<RateLimits>().Take(Limit.Type, command.Me);
        await command.Service<TypingIndicators>().TypeAsync(command.Me, command.Connection, command.Number("chat_id"), command.OptionalFlag("is_typing") ?? true);
        return null;
    }

    static async Task<SocketEvent?> ReadAsync(SocketCommand command)
    {
        await command.Service<ReadReceipts>().ReadMessageAsync(command.Me, command.Number("message_id"));
        return null;
    }

    static async Task<SocketEvent?> SignalAsync(SocketCommand command)
    {
        await command.Service<CallSignals>().SendAsync(command.Me, command.Number("target_user_id"), command.Inner("data").Json.GetRawText());
        return null;
    }

    static async Task<SocketEvent?> SendAsync(SocketCommand command)
    {
        command.Service<RateLimits>().Take(Limit.Send, command.Me);
        var clientId = command.OptionalClientId("client_id");
        var message = await command.Service<Messages>().PostAsync(
            command.Me, command.Number("chat_id"), command.Text("content"), clientId, command.OptionalNumber("reply_to"),
            draftId: command.OptionalClientId("draft_id"));
        return new SocketEvent("message_accepted", new MessageAcceptedJson(clientId, message.Id, message.Sequence));
    }
}

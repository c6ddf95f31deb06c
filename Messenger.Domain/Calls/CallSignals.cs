using System.Text.Json;

namespace Messenger.Domain;

/// <summary>
/// Passes on, as it came, what two people's programs tell each other to find a way for their voices (W3C WebRTC).
/// </summary>
public sealed class CallSignals(ILookups lookups, IEventBus bus, TimeProvider time)
{
    /// <summary>In UTF-16 units, which is never more than the bytes it came in.</summary>
    public const int Limit = 64 << 10;

    static readonly string[] types = ["offer", "answer", "ice-candidate", "restart"];

    // Two who are in it, or one who is and one whom it rings.
    static readonly string between = $"""
        SELECT c.id FROM calls AS c
        JOIN chat_participants AS me ON me.chat_id = c.chat_id AND me.user_id = $1
        JOIN chat_participants AS them ON them.chat_id = c.chat_id AND them.user_id = $2
        LEFT JOIN call_participants AS mine ON mine.call_id = c.id AND mine.user_id = $1
        LEFT JOIN call_participants AS theirs ON theirs.call_id = c.id AND theirs.user_id = $2
        WHERE {CallConditions.IsLive} AND $1 <> $2 AND ($3 = 0 OR c.id = $3)
            AND ({CallConditions.IsIn("mine")} AND ({CallConditions.IsIn("theirs")} OR {CallConditions.IsRung("theirs", "$4")})
                OR {CallConditions.IsIn("theirs")} AND {CallConditions.IsRung("mine", "$4")})
        ORDER BY c.id DESC LIMIT 1
        """;

    static readonly string place = $"""
        SELECT c.id FROM calls AS c
        JOIN chat_participants AS me ON me.chat_id = c.chat_id AND me.user_id = $1
        LEFT JOIN call_participants AS mine ON mine.call_id = c.id AND mine.user_id = $1
        WHERE {CallConditions.IsLive} AND ($2 = 0 OR c.id = $2) AND ({CallConditions.IsIn("mine")} OR {CallConditions.IsRung("mine", "$3")})
        LIMIT 1
        """;

    /// <summary>
    /// Only within one live call, between two who are in it, or one who is and one whom it rings. The data may name the call (call_id) and the
    /// pages (from_party, to_party): what names none of them, as clients of old do, is for whatever the other one has.
    /// </summary>
    /// <param name="signal">JSON with a type: an offer, an answer, an ice-candidate, or a restart: a page asks the other one to offer an ICE restart (RFC 8445, section 9).</param>
    public async Task SendAsync(int me, int userId, string signal)
    {
        if (signal.Length > Limit)
        {
            throw Refused.Invalid("signal_too_long", "A signal holds at most 64 KiB.", "data");
        }

        var (type, callId, from, to) = Read(signal);
        var found = await lookups.AllAsync(between, row => row.GetInt32(0), me, userId, callId, time.Now() - Call.RingsFor);
        if (found is not [var call])
        {
            throw Refused.NotFound();
        }

        bus.Publish(new Signalled(new Delivery.Users([userId]), me, type, signal, call, from, to));
    }

    /// <summary>Refuses whoever is in no call, or not in this one, and is rung by none: there is nobody for them to connect with.</summary>
    /// <param name="callId">Null: any.</param>
    public async Task MayConnectAsync(int me, int? callId)
    {
        if ((await lookups.AllAsync(place, row => row.GetInt32(0), me, callId ?? 0, time.Now() - Call.RingsFor)).Count == 0)
        {
            throw Refused.NotFound();
        }
    }

    static (string Type, int CallId, string? From, string? To) Read(string signal)
    {
        try
        {
            using var json = JsonDocument.Parse(signal);
            var data = json.RootElement.ValueKind is JsonValueKind.Object ? json.RootElement : throw new JsonException();
            var type = Text("type");
            return types.Contains(type)
                ? (type!, data.TryGetProperty("call_id", out var call) && call.ValueKind is not JsonValueKind.Null ? call.GetInt32() : 0, Party("from_party"), Party("to_party"))
                : throw Refused.Invalid("signal_type", "A signal is an offer, an answer, an ice-candidate or a restart.", "data");

            string? Text(string name) => data.TryGetProperty(name, out var text) ? text.GetString() : null;

            string? Party(string name) => CallParticipant.CheckedParty(Text(name));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or FormatException)
        {
            throw Refused.Invalid("wrong_type", "This is not what belongs here.", "data");
        }
    }
}

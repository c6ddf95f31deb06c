using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Messenger.Domain;

/// <summary>An event as JSON, for the way to other nodes: {"event":"ChatAppeared","To":{"to":"Users","Ids":[1]},"ChatId":5}; and what else they tell each other.</summary>
public static class EventEnvelope
{
    static readonly EventJson json = new(new JsonSerializerOptions
    {
        // What is worked out of the rest is worked out again.
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It meets no HTML on its way, and most of what people write is not ASCII.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new UsernamesConverter() },
    });

    public static byte[] Write(Event happened) => JsonSerializer.SerializeToUtf8Bytes(happened, json.Event);

    public static byte[] Write(NodeMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, json.NodeMessage);

    /// <summary>Null when this version cannot read it: a newer node tells of things an older one does not know.</summary>
    public static Event? Read(ReadOnlySpan<byte> written) => Read(written, json.Event);

    /// <summary>Null, too, for what a newer node meant otherwise.</summary>
    public static NodeMessage? ReadMessage(ReadOnlySpan<byte> written) =>
        Read(written, json.NodeMessage) is { Version: > 0 and <= NodeMessage.Newest } message ? message : null;

    static T? Read<T>(ReadOnlySpan<byte> written, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(written, type);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Reads usernames so that who is mentioned is looked up by however they were written.</summary>
    sealed class UsernamesConverter : JsonConverter<IReadOnlyDictionary<string, int>>
    {
        public override IReadOnlyDictionary<string, int> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new Dictionary<string, int>(JsonSerializer.Deserialize<Dictionary<string, int>>(ref reader, options)!, StringComparer.OrdinalIgnoreCase);

        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, int> usernames, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (username, id) in usernames)
            {
                writer.WriteNumber(username, id);
            }

            writer.WriteEndObject();
        }
    }
}

/// <summary>
/// The serializer context of what nodes tell: how it is read and written, found while building and not by reflection.
/// </summary>
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(NodeMessage))]
[JsonSerializable(typeof(Dictionary<string, int>))]
sealed partial class EventJson : JsonSerializerContext;

using System.Buffers;
using System.Text.Json;

namespace Messenger.Web;

/// <summary>An object that a program is told, with a type and data, framed once for all who hear it.</summary>
/// <param name="Revision">The chat's, for messenger.v2 sockets to catch up by; null where nothing is missed by missing it.</param>
public sealed record SocketEvent(string Type, object? Data = null, long? Revision = null)
{
    static readonly JsonWriterOptions options = new() { Encoder = ApiJson.Json.Encoder };

    public byte[] Frame(bool isV2)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            json.WriteString("type", Type);
            if (Data is not null)
            {
                json.WritePropertyName("data");
                JsonSerializer.Serialize(json, Data, ApiJson.Json.GetTypeInfo(Data.GetType()));
            }

            if (isV2 && Revision is { } revision)
            {
                json.WriteNumber("revision", revision);
            }

            json.WriteEndObject();
        }

        return Frames.Text(bytes.WrittenSpan);
    }
}

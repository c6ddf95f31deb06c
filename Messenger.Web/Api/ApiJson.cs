using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Messenger.Web;

/// <summary>
/// The way JSON is written: snake_case, RFC 3339 in UTC with milliseconds, and text as itself rather than escaped.
/// </summary>
public static class ApiJson
{
    public static readonly JsonSerializerOptions Json = Shape(new JsonSerializerOptions());

    /// <summary>The same, for answers.</summary>
    public static readonly JsonSerializerOptions Answers = new(Json) { Converters = { new CachedJson.Converter<UserJson>(), new CachedJson.Converter<ReadJson>() } };

    public static JsonSerializerOptions Shape(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new Time());
        options.TypeInfoResolverChain.Insert(0, ApiJsonContext.Default);
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        return options;
    }

    sealed class Time : JsonConverter<DateTimeOffset>
    {
        // How long it is up to them.
        const int Milliseconds = 23;

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter json, DateTimeOffset at, JsonSerializerOptions options)
        {
            // The round-trip format has a short way of its own, and more digits than are told: 2026-11-28T18:00:00.1234567Z.
            Span<byte> text = stackalloc byte[28];
            at.UtcDateTime.TryFormat(text, out _, "O");
            text[Milliseconds] = (byte)'Z';
            json.WriteStringValue(text[..(Milliseconds + 1)]);
        }
    }
}

/// <summary>
/// The serializer context of answers and bodies, made at build time, so that the first request does not wait for reflection.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UserJson))]
[JsonSerializable(typeof(IReadOnlyList<UserJson>))]
[JsonSerializable(typeof(IReadOnlyList<MessageJson>))]
[JsonSerializable(typeof(IReadOnlyList<ChatJson>))]
[JsonSerializable(typeof(IReadOnlyList<CallJson>))]
[JsonSerializable(typeof(IReadOnlyList<IceServerJson>))]
[JsonSerializable(typeof(IReadOnlyList<SessionJson>))]
[JsonSerializable(typeof(ChangesJson))]
[JsonSerializable(typeof(TokensJson))]
[JsonSerializable(typeof(IReadOnlyList<TokenJson>))]
[JsonSerializable(typeof(NewTokenJson))]
[JsonSerializable(typeof(AvatarJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(HealthJson))]
[JsonSerializable(typeof(MessageJson))]
[JsonSerializable(typeof(ChatJson))]
[JsonSerializable(typeof(MessageDeletedJson))]
[JsonSerializable(typeof(MessageReactionJson))]
[JsonSerializable(typeof(MessagePinnedJson))]
[JsonSerializable(typeof(HistoryErasedJson))]
[JsonSerializable(typeof(ChatSettingsJson))]
[JsonSerializable(typeof(MessageReadJson))]
[JsonSerializable(typeof(UserTypingJson))]
[JsonSerializable(typeof(UserStatusJson))]
[JsonSerializable(typeof(ChatUpdatedJson))]
[JsonSerializable(typeof(ParticipantJson))]
[JsonSerializable(typeof(IncomingCallJson))]
[JsonSerializable(typeof(CallAcceptedJson))]
[JsonSerializable(typeof(CallRejectedJson))]
[JsonSerializable(typeof(CallEndedJson))]
[JsonSerializable(typeof(CallUpdatedJson))]
[JsonSerializable(typeof(SignalJson))]
[JsonSerializable(typeof(MessageAcceptedJson))]
[JsonSerializable(typeof(ErrorJson))]
public sealed partial class ApiJsonContext : JsonSerializerContext;

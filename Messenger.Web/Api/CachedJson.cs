using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messenger.Web;

/// <summary>
/// A part that stands in one answer many times, as its author in fifty messages: written once, its bytes copied after that
/// (a third of what a page of messages cost). So whoever writes such an answer makes one of each, not many that are equal.
/// </summary>
public abstract record CachedJson
{
    byte[]? json;

    protected CachedJson()
    {
    }

    // A copy is made to be another, and has not been written.
    protected CachedJson(CachedJson original)
    {
    }

    // How it was written is no part of what it is.
    public virtual bool Equals(CachedJson? other) => other is not null && other.EqualityContract == EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The converter for answers to requests, which hold the same few people again and again.</summary>
    internal sealed class Converter<T> : JsonConverter<T>
        where T : CachedJson
    {
        public override T? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter json, T part, JsonSerializerOptions options) =>
            json.WriteRawValue(part.json ??= JsonSerializer.SerializeToUtf8Bytes(part, ApiJson.Json), skipInputValidation: true);
    }
}

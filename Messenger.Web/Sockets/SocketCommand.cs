using System.Text.Json;

namespace Messenger.Web;

/// <summary>One frame of a program: who sends it, through which connection, and its fields, each of the type it is asked for or refused.</summary>
public sealed record SocketCommand(int Me, string Connection, JsonElement Json, IServiceProvider Services)
{
    public TVerbs Service<TVerbs>()
        where TVerbs : notnull => Services.GetRequiredService<TVerbs>();

    public string Text(string name) => Optional(name, JsonValueKind.String) is { } text ? Decoded(text, name) : throw Wrong(name);

    public int Number(string name) => OptionalNumber(name) ?? throw Wrong(name);

    public int? OptionalNumber(string name) => Optional(name, JsonValueKind.Number) is { } number
        ? number.TryGetInt32(out var whole) ? whole : throw Wrong(name)
        : null;

    public Guid? OptionalClientId(string name) => Optional(name, JsonValueKind.String) is { } text
        ? ClientIds.Find(Decoded(text, name)) ?? throw Wrong(name)
        : null;

    public bool? OptionalFlag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => flag.GetBoolean(),
        _ => throw Wrong(name),
    };

    public SocketCommand Inner(string name) => this with { Json = Optional(name, JsonValueKind.Object) ?? throw Wrong(name) };

    JsonElement? Optional(string name, JsonValueKind kind) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { } value when value.ValueKind == kind => value,
        _ => throw Wrong(name),
    };

    JsonElement? Find(string name) => Read(name, () => Json.TryGetProperty(name, out var value) ? value : (JsonElement?)null);

    static string Decoded(JsonElement text, string name) => Read(name, () => text.GetString()!);

    static T Read<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as \ud800: it is JSON, and no text. Names may hold one too.
            throw Wrong(name);
        }
    }

    static Refused Wrong(string name) => Refused.Invalid("wrong_type", "This is not what belongs here.", name);
}

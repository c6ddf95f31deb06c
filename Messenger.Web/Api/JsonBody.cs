using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Messenger.Web;

/// <summary>
/// The JSON object a program sent. No body at all is an empty one; unknown fields are passed over; a value of the wrong type
/// names its field.
/// </summary>
public sealed class JsonBody<T> : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class, new()
{
    public required T Value { get; init; }

    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext http, ParameterInfo parameter) => new() { Value = await ReadAsync(http.Request) };

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new RequestBody(typeof(T)));

    public static async Task<T> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is 0 || request is { ContentLength: null, ContentType: null } && !request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return new T();
        }

        if (!request.HasJsonContentType())
        {
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        return Read(json.RootElement);
    }

    static T Read(JsonElement json)
    {
        try
        {
            return json.Deserialize<T>(ApiJson.Json) ?? new T();
        }
        catch (JsonException) when (json.ValueKind is JsonValueKind.Object)
        {
            // The reader stops at the first field that is wrong.
            Refused.Together([.. ApiJson.Json.GetTypeInfo(typeof(T)).Properties.Select<JsonPropertyInfo, Action>(field => () => Check(json, field))]);
            throw;
        }
    }

    static void Check(JsonElement json, JsonPropertyInfo field)
    {
        try
        {
            _ = json.TryGetProperty(field.Name, out var value) ? value.Deserialize(field.PropertyType, ApiJson.Json) : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a name: what the reader said of it stands.
        }
        catch (JsonException)
        {
            throw Refused.Invalid("wrong_type", "This is not what belongs here.", field.Name);
        }
    }
}

/// <summary>
/// The kind of body that an endpoint takes, for its description. Not the framework's own metadata:
/// routing would look at that, and a request without a body would find no endpoint.
/// </summary>
/// <param name="Type">The shape of its JSON, and of the fields of a form; null for one that takes nothing but files.</param>
/// <param name="Media">Media types beside JSON.</param>
sealed record RequestBody(Type? Type, params string[] Media);

/// <summary>The files that a form holds beside its fields, for the description.</summary>
/// <param name="Limits">Says how much is taken, in words.</param>
sealed record RequestFiles(int Count, Func<ServerSettings, string> Limits);

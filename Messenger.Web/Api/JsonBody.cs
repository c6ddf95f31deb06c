using System.Reflection;
using System.Text.Json;
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
        builder.Metadata.Add(new HasBody(typeof(T)));

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

        return await JsonSerializer.DeserializeAsync<T>(request.Body, ApiJson.Json, request.HttpContext.RequestAborted) ?? new T();
    }
}

/// <summary>
/// What kind of body an endpoint takes, for its description. Not the framework's own metadata: routing would look at that, and a
/// request without a body would find no endpoint.
/// </summary>
/// <param name="Type">The shape of its JSON, and of the fields of a form; null for one that takes nothing but files.</param>
/// <param name="Media">Media types beside JSON.</param>
sealed record HasBody(Type? Type, params string[] Media);

/// <summary>The files that a form holds beside its fields, for the description.</summary>
/// <param name="Limits">Says how much is taken, in words.</param>
sealed record HasFiles(int Count, Func<Settings, string> Limits);

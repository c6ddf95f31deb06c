using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Messenger.Web;

/// <summary>Says in the description what may be sent: as JSON, as text, as a form, as a form with files.</summary>
static class RequestBodyDescriptions
{
    const string File = "file";

    public static async Task<OpenApiRequestBody> BodyAsync(this OpenApiOperationTransformerContext context, RequestBody body, CancellationToken stop)
    {
        var content = new Dictionary<string, OpenApiMediaType>();
        if (body.Type is { } type)
        {
            content["application/json"] = new() { Schema = await context.SchemaAsync(type, stop) };
        }

        foreach (var media in body.Media)
        {
            content[media] = new() { Schema = await context.SchemaAsync(body, media, stop) };
        }

        return new OpenApiRequestBody { Content = content, Required = body.Type is null };
    }

    /// <summary>Each shape once, under its name.</summary>
    public static async Task<IOpenApiSchema> SchemaAsync(this OpenApiOperationTransformerContext context, Type type, CancellationToken stop)
    {
        var document = context.Document!;
        document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, stop));
        return new OpenApiSchemaReference(type.Name, document);
    }

    static async Task<IOpenApiSchema> SchemaAsync(
        this OpenApiOperationTransformerContext context, RequestBody body, string media, CancellationToken stop) => media switch
        {
            "text/plain" => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Message.TextLimit },
            "multipart/form-data" => await context.FormAsync(body.Type, stop),
            _ => await context.SchemaAsync(body.Type!, stop),
        };

    // The fields are those of the JSON object.
    static async Task<IOpenApiSchema> FormAsync(this OpenApiOperationTransformerContext context, Type? fields, CancellationToken stop)
    {
        var form = fields is null ? new OpenApiSchema { Type = JsonSchemaType.Object } : await context.GetOrCreateSchemaAsync(fields, null, stop);
        var files = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestFiles>().Single();
        var limits = files.Limits(context.ApplicationServices.GetRequiredService<LiveSettings>().Now);
        var one = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        form.Properties = new Dictionary<string, IOpenApiSchema>(form.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            [File] = files.Count == 1
                ? new OpenApiSchema { Type = one.Type, Format = one.Format, Description = limits }
                : new OpenApiSchema { Type = JsonSchemaType.Array, Items = one, MaxItems = files.Count, Description = limits },
        };
        if (fields is null)
        {
            form.Required = new HashSet<string> { File };
        }

        return form;
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Messenger.Web;

/// <summary>The API described for programs (/openapi/v1.json, OpenAPI 3.1) and for people (/docs).</summary>
static class ApiDescription
{
    public static void AddDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/") is true && endpoint.HttpMethod != HttpMethods.Head;
        options.AddDocumentTransformer((document, _, _) => Introduce(document));
        options.AddOperationTransformer(DescribeAsync);
        // The converter hides from the framework what a time is.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            schema.Type = context.JsonTypeInfo.Type == typeof(DateTimeOffset) ? JsonSchemaType.String
                : context.JsonTypeInfo.Type == typeof(DateTimeOffset?) ? JsonSchemaType.String | JsonSchemaType.Null
                : schema.Type;
            schema.Examples = Examples.Of(context.JsonTypeInfo.Type) is { } example ? [example] : null;
            return Task.CompletedTask;
        });
    });

    public static void MapDescription(this WebApplication app)
    {
        app.MapOpenApi();
        // Its own page has a script inside; ours (Pages/Docs.cshtml) loads the same files as our policy wants it.
        app.MapScalarApiReference("/docs/scalar").ExcludeFromDescription();
    }

    static Task Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Messenger", Version = "1",
            Description = """
                Everything the web site does, for programs. Log in at `/api/auth/login`, or make a personal access token in the settings, and
                send `Authorization: Bearer …` with each request. Times are RFC 3339 in UTC; ids are integers. Live events come over the
                WebSocket at `/ws` (docs/api/websocket.md).
                """,
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.AddComponent("bearer", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An access token (30 minutes) or a personal access token (RFC 6750).",
        });
        return Task.CompletedTask;
    }

    static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        operation.OperationId = NameOf(context.Description);
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        if (!endpoint.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            await RefuseAsync(operation, 401, context, stop);
            // An address that has to be proven first.
            await RefuseAsync(operation, 403, context, stop);
        }

        await RefuseAsync(operation, 503, context, stop);
        if (context.Description.HttpMethod == HttpMethods.Get)
        {
            operation.Responses!["304"] = new OpenApiResponse { Description = "Not Modified" };
        }
        else if (endpoint.OfType<RateLimitAttribute>().Any())
        {
            await RefuseAsync(operation, 429, context, stop);
        }

        if (endpoint.OfType<PagedQuery>().SingleOrDefault() is { } paged)
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. Parameters(paged)];
        }

        if (endpoint.OfType<CatchUpQuery>().Any())
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. Parameters()];
        }

        if (endpoint.OfType<RequestBody>().LastOrDefault() is { } body)
        {
            foreach (var status in (int[])[413, 415, 422])
            {
                await RefuseAsync(operation, status, context, stop);
            }

            operation.RequestBody = await context.BodyAsync(body, stop);
        }
    }

    static async Task RefuseAsync(OpenApiOperation operation, int status, OpenApiOperationTransformerContext context, CancellationToken stop) =>
        (operation.Responses ??= []).TryAdd($"{status}", new OpenApiResponse
        {
            Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = await context.SchemaAsync(typeof(ProblemJson), stop) },
            },
        });

    // chats_list, messages_post: generated clients call their methods so.
    static string NameOf(Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription endpoint)
    {
        var method = endpoint.ActionDescriptor.EndpointMetadata.OfType<System.Reflection.MethodInfo>().Last();
        var noun = method.DeclaringType!.Name[..^"Api".Length].ToLowerInvariant();
        return $"{noun}_{System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(method.Name[..^"Async".Length])}";
    }

    static IEnumerable<IOpenApiParameter> Parameters(PagedQuery paged)
    {
        yield return Parameter("skip", "How many to pass over.", 0, int.MaxValue);
        yield return Parameter("limit", "How many at most.", 1, PageRange.Most);
        if (paged.ByMessage)
        {
            yield return Parameter("before", "The id of the message that the page ends before. Stays fast at any depth.", 0, int.MaxValue);
            yield return Parameter("after", "The id of the message that the page begins after.", 0, int.MaxValue);
        }
    }

    static IEnumerable<IOpenApiParameter> Parameters()
    {
        yield return new OpenApiParameter
        {
            Name = "after", In = ParameterLocation.Query, Required = true, Description = "The revision up to which everything is known; 0 at first.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
        };
        yield return new OpenApiParameter
        {
            Name = "epoch", In = ParameterLocation.Query, Description = "Of the database that revision was read from, as the last answer said.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        };
    }

    static OpenApiParameter Parameter(string name, string description, int least, int most) => new()
    {
        Name = name, In = ParameterLocation.Query, Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = $"{least}", Maximum = $"{most}" },
    };
}

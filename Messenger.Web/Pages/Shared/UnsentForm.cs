namespace Messenger.Web;

/// <summary>Marks a page of short fields: what was typed into them and came too soon, or found no database, is in the answer and can be sent again. No secret is among them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepsFieldsAttribute : Attribute
{
    /// <summary>What is never put into an answer: to be typed once more.</summary>
    public string[] Except { get; init; } = [];
}

/// <summary>The fields of a post that could not be done just now, to be posted again to where they were going.</summary>
/// <param name="Token">The one that will be valid for it.</param>
public sealed record UnsentForm(string Action, IReadOnlyList<(string Name, string Value)> Fields, string? Token)
{
    const string TokenField = "__RequestVerificationToken";

    /// <summary>Null where waiting changes nothing, and where nothing was typed.</summary>
    public static async Task<UnsentForm?> ReadAsync(HttpRequest request, int status, Func<string?> token) =>
        // What a page's other handlers take is chosen, not typed.
        status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable && !request.Query.ContainsKey("handler")
        && UnsentPost.FindMarked<KeepsFieldsAttribute>(request.HttpContext) is var (path, mark) && await UnsentPost.ReadAsync(request) is { } form
            ? new(path, [.. from field in form where field.Key != TokenField && !mark.Except.Contains(field.Key) from value in field.Value select (field.Key, value)], token())
            : null;
}

using System.Text.Json;

namespace Messenger.Web;

/// <summary>Says to a program why its frame came to nothing.</summary>
static class SocketErrors
{
    /// <param name="about">The type of the frame, where it has one that we know.</param>
    public static SocketEvent Of(Exception failure, string? about) => new("error", failure switch
    {
        Refused refused => new ErrorJson(refused.Code, Contract.Field(refused.Field) is { } field ? $"{field}: {refused.Message}" : refused.Message, about),
        JsonException => new ErrorJson("not_json", "A frame is one JSON object.", about),
        _ when DatabaseUnavailable.Explains(failure) => new ErrorJson("unavailable", "The database is away. Try again in a moment.", about),
        _ => new ErrorJson("failed", "Something went wrong here. Try again.", about),
    });
}

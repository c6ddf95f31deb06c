namespace Messenger.Web;

/// <summary>The kinds of things that are counted; how much of each is allowed is in <see cref="RateLimits"/>.</summary>
public enum Limit
{
    /// <summary>What others hear of: messages, edits, deletions, reactions, new names.</summary>
    Send,

    /// <summary>What stays: chats, groups, members, calls, tokens.</summary>
    Start,

    /// <summary>Whatever comes through sockets and the lines of pages.</summary>
    Frame,

    /// <summary>What pages in calls tell each other, and that they are there.</summary>
    Signal,

    /// <summary>Keeping what one has begun to write.</summary>
    Draft,

    /// <summary>Saying that one types.</summary>
    Type,

    /// <summary>Files and pictures.</summary>
    Upload,

    /// <summary>Trying one account's password, or a name for a new one, in vain.</summary>
    Account,

    /// <summary>Trying codes of one account's second step in vain.</summary>
    Code,

    /// <summary>Trying anything in vain, from one address.</summary>
    Address,

    /// <summary>Following links that came by mail, from one address.</summary>
    Link,

    /// <summary>Coming in: with the right password of one account, or with a new account from one address.</summary>
    Entry,

    /// <summary>Mails to one receiver.</summary>
    Mail,

    /// <summary>Telling that a page has failed.</summary>
    Report,

    /// <summary>Looking for messages, which is more work than reading them.</summary>
    Search,
}

/// <summary>A door that counts who comes to change something; reading is free but where it says otherwise. What is counted by a name that only the form knows is not declared.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RateLimitAttribute(Limit limit) : Attribute
{
    public Limit Limit => limit;

    /// <summary>Reading counts, too.</summary>
    public bool IsForReading { get; init; }

    /// <summary>The handler of a page that changes nothing, though it is a post.</summary>
    public string? Except { get; init; }

    public bool Counts(HttpRequest request) =>
        (IsForReading || !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        // As Razor Pages choose the handler: by the first of that name.
        && (Except is null || !string.Equals(request.Query["handler"].FirstOrDefault(), Except, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Declares limits on endpoints, and counts what comes to them.</summary>
static class RateLimitExtensions
{
    /// <summary>Declares what an endpoint counts, or every endpoint of a group that says nothing else.</summary>
    public static TDoor RateLimit<TDoor>(this TDoor door, Limit limit, bool isForReading = false)
        where TDoor : IEndpointConventionBuilder => door.WithMetadata(new RateLimitAttribute(limit) { IsForReading = isForReading });

    /// <summary>After it is known who asks, and that they may send what they send.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimits>();
        app.Use((http, next) =>
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<RateLimitAttribute>() is { } door && door.Counts(http.Request))
            {
                limits.Take(door.Limit, http);
            }

            return next();
        });
    }
}

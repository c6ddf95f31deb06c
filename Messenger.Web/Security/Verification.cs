using Microsoft.AspNetCore.Authorization;

namespace Messenger.Web;

/// <summary>A door for those too whose address has to be verified before they can do anything else.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenBeforeVerificationAttribute : Attribute;

/// <summary>Where accounts are for certain mail domains, who has not proven theirs is led to the page that says so, from every door but those marked.</summary>
static class Verification
{
    const string Page = "/account/unverified";

    /// <summary>After it is known that somebody is logged in where that is asked for.</summary>
    public static void UseVerification(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.FindMe() is not { AwaitsVerification: true } || !IsClosed(http.GetEndpoint()))
        {
            return next();
        }

        if (http.IsApi() || !HttpMethods.IsGet(http.Request.Method))
        {
            throw Refused.Forbidden("verify_first", "Verify your e-mail address first: follow the link in the mail that was sent to it.");
        }

        http.Response.Redirect(Page);
        return Task.CompletedTask;
    });

    static bool IsClosed(Endpoint? door) => door?.Metadata.GetMetadata<IAuthorizeData>() is not null
        && door.Metadata.GetMetadata<IAllowAnonymous>() is null && door.Metadata.GetMetadata<OpenBeforeVerificationAttribute>() is null;
}

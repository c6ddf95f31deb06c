using Microsoft.AspNetCore.Authorization;

namespace Messenger.Web;

/// <summary>A door for those too who have asked for their account to be deleted.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenWhileLeavingAttribute : Attribute;

/// <summary>Who has asked for their account to be deleted, and logs in all the same, is led to the page that offers to keep it, from every door but those marked.</summary>
static class DepartureGate
{
    const string Page = "/account/keep";

    /// <summary>After it is known that somebody is logged in where that is asked for.</summary>
    public static void UseDepartureGate(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.FindMe() is not { LeavesAt: not null } || !IsClosed(http.GetEndpoint()))
        {
            return next();
        }

        if (http.IsApi() || !HttpMethods.IsGet(http.Request.Method))
        {
            throw Refused.Forbidden("leaving", "This account is about to be deleted. Log in with a browser to keep it.");
        }

        http.Response.Redirect(Page);
        return Task.CompletedTask;
    });

    static bool IsClosed(Endpoint? door) => door?.Metadata.GetMetadata<IAuthorizeData>() is not null
        && door.Metadata.GetMetadata<IAllowAnonymous>() is null && door.Metadata.GetMetadata<OpenWhileLeavingAttribute>() is null;
}

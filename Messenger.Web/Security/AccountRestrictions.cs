using Microsoft.AspNetCore.Authorization;

namespace Messenger.Web;

/// <summary>The reasons why somebody who is logged in may do next to nothing.</summary>
public enum AccountRestriction
{
    /// <summary>They have asked for their account to be deleted.</summary>
    Leaving,

    /// <summary>Accounts are for certain mail domains, and they have not proven their address.</summary>
    Unverified,
}

/// <summary>A door that asks for a log-in and is open to those too whose account is restricted so.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowRestrictedAttribute(params AccountRestriction[] restrictions) : Attribute
{
    public IReadOnlyCollection<AccountRestriction> Restrictions => restrictions;
}

/// <summary>The gate before all doors that ask for a log-in: leads whoever is restricted to the page that says so and what to do about it, and refuses what is no page.</summary>
static class AccountRestrictions
{
    static readonly Rule[] rules =
    [
        new(AccountRestriction.Leaving, me => me.LeavesAt is not null, "/account/keep",
            () => Refused.Forbidden("leaving", "This account is about to be deleted. Log in with a browser to keep it.")),
        new(AccountRestriction.Unverified, me => me.AwaitsVerification, "/account/unverified",
            () => Refused.Forbidden("verify_first", "Verify your e-mail address first: follow the link in the mail that was sent to it.")),
    ];

    /// <summary>After it is known that somebody is logged in where that is asked for.</summary>
    public static void UseAccountRestrictions(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.FindMe() is not { } me || Array.Find(rules, rule => rule.Holds(me) && rule.Closes(http.GetEndpoint())) is not { } broken)
        {
            return next();
        }

        if (http.IsApi() || !HttpMethods.IsGet(http.Request.Method))
        {
            throw broken.Refuse();
        }

        http.Response.Redirect(broken.Page);
        return Task.CompletedTask;
    });

    sealed record Rule(AccountRestriction Restriction, Func<Me, bool> Holds, string Page, Func<Refused> Refuse)
    {
        public bool Closes(Endpoint? door) => door?.Metadata.GetMetadata<IAuthorizeData>() is not null && door.Metadata.GetMetadata<IAllowAnonymous>() is null
            && door.Metadata.GetMetadata<AllowRestrictedAttribute>()?.Restrictions.Contains(Restriction) is not true;
    }
}

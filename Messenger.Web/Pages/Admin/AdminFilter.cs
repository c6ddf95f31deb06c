using Microsoft.AspNetCore.Mvc.Filters;

namespace Messenger.Web.Pages;

/// <summary>Stands before each page in this folder, whatever it inherits from, and before it reads anything: for who is no admin there is no such page, and no browser keeps one.</summary>
sealed class AdminFilter : IAuthorizationFilter, IOrderedFilter
{
    /// <summary>After the one that refuses forged posts, which is at 1000.</summary>
    public int Order => 2000;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (!context.HttpContext.Me().IsAdmin)
        {
            throw Refused.NotFound();
        }

        context.HttpContext.Response.Headers.CacheControl = "no-store";
    }
}

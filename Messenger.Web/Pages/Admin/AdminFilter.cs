using Microsoft.AspNetCore.Mvc.Filters;

namespace Messenger.Web.Pages;

/// <summary>Stands before each page in this folder, whatever it inherits from: for who is no admin there is no such page, and no browser keeps one.</summary>
sealed class AdminFilter : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!context.HttpContext.Me().IsAdmin)
        {
            throw Refused.NotFound();
        }

        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next();
    }
}

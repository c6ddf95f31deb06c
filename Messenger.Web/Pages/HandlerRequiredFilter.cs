using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Messenger.Web.Pages;

/// <summary>A post to a page that takes none is refused (RFC 9110, 15.5.6); without this it would be drawn with nothing loaded.</summary>
sealed class HandlerRequiredFilter : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var method = context.HttpContext.Request.Method;
        // The page about a failure stands in for whatever was asked.
        if (context.HandlerMethod is null && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && context.HandlerInstance is not ErrorModel)
        {
            var takesPosts = context.ActionDescriptor.HandlerMethods.Any(handler => handler.HttpMethod == "Post");
            context.HttpContext.Response.Headers.Allow = takesPosts ? "GET, HEAD, POST" : "GET, HEAD";
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}

using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Messenger.Web.Pages;

/// <summary>A page as it was drawn, and what it shows.</summary>
sealed record KeptScreen(object State, ShownPresence Shown, Spliced Page) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext, Page);

    /// <summary>With an id that no other copy has, so that what is written in two of them is two messages.</summary>
    public static Task WriteAsync(HttpContext http, Spliced page)
    {
        var (answer, id) = (http.Response, page.Gap == 0 ? [] : Encoding.ASCII.GetBytes($"{Guid.NewGuid()}"));
        answer.ContentType = "text/html; charset=utf-8";
        answer.Headers.ContentEncoding = "gzip";
        answer.Headers.Vary = HeaderNames.AcceptEncoding;
        answer.ContentLength = page.LengthWith(id);
        return page.WriteAsync(answer.BodyWriter, id).AsTask();
    }
}

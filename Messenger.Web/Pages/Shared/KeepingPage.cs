using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Messenger.Web.Pages;

/// <summary>Draws a page into memory, so that it can be kept, and sends it.</summary>
sealed class KeepingPage(string gap, Func<Spliced, Task> keepAsync) : PageResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var answer = context.HttpContext.Response;
        var line = answer.Body;
        using var page = new MemoryStream();
        answer.Body = page;
        try
        {
            await base.ExecuteResultAsync(context);
        }
        finally
        {
            answer.Body = line;
        }

        var bytes = page.GetBuffer().AsMemory(0, (int)page.Length);
        // A page that sets a cookie is not like the next one.
        if (answer.StatusCode == StatusCodes.Status200OK && answer.Headers.SetCookie.Count == 0 && Spliced.Of(bytes.Span, Encoding.ASCII.GetBytes(gap)) is { } spliced)
        {
            await keepAsync(spliced);
            await KeptScreen.WriteAsync(context.HttpContext, spliced);
        }
        else
        {
            await line.WriteAsync(bytes);
        }
    }
}

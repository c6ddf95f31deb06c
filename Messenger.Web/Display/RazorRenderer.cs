using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Messenger.Web;

/// <summary>Draws a view as HTML outside any request: for open pages, and for mails.</summary>
public sealed class RazorRenderer(IRazorViewEngine views, ITempDataProvider tempData, IServiceScopeFactory scopes)
{
    /// <param name="path">Such as /Pages/Mails/_Letter.cshtml.</param>
    /// <param name="timeZone">Of whoever reads it; UTC where it is for many, whose pages make the times local.</param>
    public async Task<string> RenderAsync(string path, object? model, string language, string? timeZone = null)
    {
        // Flows with this call only: the next view may be in the other language.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var scope = scopes.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        ReaderTimeZone.Set(http, timeZone);
        var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
        var view = views.GetView(null, path, isMainPage: false).View ?? throw new InvalidOperationException($"There is no {path}.");
        var data = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await using var html = new StringWriter();
        await view.RenderAsync(new ViewContext(action, view, data, new TempDataDictionary(action.HttpContext, tempData), html, new HtmlHelperOptions()));
        return html.ToString();
    }
}

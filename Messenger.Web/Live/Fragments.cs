using System.Globalization;
using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Messenger.Web;

/// <summary>Draws an event as HTML, outside any request and for nobody in particular: Pages/Fragments/_{event}.cshtml.</summary>
public sealed class Fragments(IRazorViewEngine views, ITempDataProvider tempData, IServiceScopeFactory scopes)
{
    // Programs hear of these; a page is told the same by another event, or has no use for it yet.
    static readonly Type[] notDrawn =
    [
        typeof(SessionsEnded), typeof(MemberAdded), typeof(MemberRemoved),
        typeof(CallStarted), typeof(CallAccepted), typeof(CallRejected), typeof(CallEnded), typeof(Signalled),
    ];

    /// <summary>Whether pages show anything of this kind of event.</summary>
    public static bool Draws(Type happened) => !notDrawn.Contains(happened);

    public Task<string> RenderAsync(Event happened, string language) =>
        RenderAsync(PathOf(happened.GetType()), ModelOf(happened), language);

    public static string PathOf(Type happened) => $"/Pages/Fragments/_{happened.Name}.cshtml";

    public async Task<string> RenderAsync(string path, object? model, string language)
    {
        // Flows with this call only: the next fragment may be in the other language.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var scope = scopes.CreateAsyncScope();
        var action = new ActionContext(
            new DefaultHttpContext { RequestServices = scope.ServiceProvider }, new RouteData(), new ActionDescriptor());
        var view = views.GetView(null, path, isMainPage: false).View ?? throw new InvalidOperationException($"There is no {path}.");
        var data = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await using var html = new StringWriter();
        await view.RenderAsync(new ViewContext(action, view, data, new TempDataDictionary(action.HttpContext, tempData), html, new HtmlHelperOptions()));
        return html.ToString();
    }

    /// <summary>Fragments of a message show the message; the others their event.</summary>
    public static object ModelOf(Event happened) => happened switch
    {
        MessagePosted posted => posted.Message,
        MessageEdited edited => edited.Message,
        MessageDeleted deleted => deleted.Message,
        ReactionsChanged changed => changed.Message,
        _ => happened,
    };
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection.Metadata;
using System.Text.Encodings.Web;
using Messenger.Domain;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Messenger.Web.Pages;

/// <summary>
/// Messages as they were drawn, kept under everything they show, so that nothing kept is ever wrong. There is no viewer in them:
/// what is drawn for one is right for all who may see it.
/// </summary>
public sealed class MessageHtmlCache(HtmlEncoder encoder)
{
    // What is longer is rare and drawn each time, so that all of it together stays small.
    const int Limit = 5000, LengthLimit = 8000;

    readonly ConcurrentDictionary<(int Id, long Revision, long Quoted, int People, bool Continues, bool IsRead, bool IsMeant, string Language, string Zone), HtmlString> drawn = new();

    /// <param name="people">The version of everybody's profiles (<see cref="ChatState.PeopleVersion"/>), read before the message was.</param>
    public async Task<IHtmlContent> DrawAsync(IHtmlHelper html, MessageItem messageItem, int people)
    {
        var message = messageItem.Message;
        var key = (message.Id, message.Revision, message.Quote?.Revision ?? 0, people, messageItem.Continues, messageItem.IsRead, messageItem.IsMeant,
            CultureInfo.CurrentUICulture.Name, ReaderTimeZone.Of(html.ViewContext.HttpContext).Id);
        if (drawn.TryGetValue(key, out var kept))
        {
            return kept;
        }

        await using var text = new StringWriter();
        (await html.PartialAsync("/Pages/Shared/_Message.cshtml", messageItem)).WriteTo(text, encoder);
        var bubbleHtml = new HtmlString(text.ToString());
        if (drawn.Count >= Limit)
        {
            drawn.Clear();
        }

        // While pages are edited (dotnet watch) each is drawn anew.
        return bubbleHtml.Value!.Length > LengthLimit || MetadataUpdater.IsSupported ? bubbleHtml : drawn[key] = bubbleHtml;
    }
}

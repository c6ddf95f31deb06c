using System.Globalization;
using System.Reflection.Metadata;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Messenger.Web.Pages;

/// <summary>
/// The cache of messages as HTML. Its key is everything that they show, so nothing in it is ever wrong; there is no viewer in them, so what
/// was drawn for one is right for all who may see it.
/// </summary>
public sealed class MessageHtmlCache(HtmlEncoder encoder)
{
    // What is longer is rare and drawn each time, so that all of it together stays small.
    const int Limit = 5000, LengthLimit = 8000;

    readonly BoundedCache<
        (int Id, long Revision, long Quoted, int People, bool Continues, bool IsRead, bool IsMeant, string Language, string Zone), HtmlString> drawn = new(Limit);

    /// <param name="zone">Of the reader.</param>
    /// <param name="people">The version of everybody's profiles (<see cref="ChatState.PeopleVersion"/>), read before the message was.</param>
    public async Task<IHtmlContent> DrawAsync(IHtmlHelper html, MessageItem item, TimeZoneInfo zone, int people)
    {
        var message = item.Message;
        var key = (message.Id, message.Revision, message.Quote?.Revision ?? 0, people, item.Continues, item.IsRead, item.IsMeant,
            CultureInfo.CurrentUICulture.Name, zone.Id);
        if (drawn.TryGet(key, out var known))
        {
            return known;
        }

        await using var text = new StringWriter();
        (await html.PartialAsync("/Pages/Shared/_Message.cshtml", item)).WriteTo(text, encoder);
        var bubbleHtml = new HtmlString(text.ToString());

        // While pages are edited (dotnet watch) each is drawn anew.
        if (bubbleHtml.Value!.Length <= LengthLimit && !MetadataUpdater.IsSupported)
        {
            drawn.Set(key, bubbleHtml);
        }

        return bubbleHtml;
    }
}

namespace Messenger.Web;

/// <summary>Draws an event as HTML, outside any request and for nobody in particular: Pages/Fragments/_{event}.cshtml.</summary>
public sealed class Fragments(RazorRenderer renderer)
{
    // Programs hear of these; a page is told the same by another event, or as what is no HTML.
    static readonly Type[] notDrawn =
    [
        typeof(SessionsEnded), typeof(MemberAdded), typeof(MemberRemoved),
        typeof(CallAccepted), typeof(CallRejected), typeof(CallEnded), typeof(Signalled),
    ];

    /// <summary>Whether pages show anything of this kind of event.</summary>
    public static bool Draws(Type happened) => !notDrawn.Contains(happened);

    public Task<string> RenderAsync(Event happened, string language) =>
        renderer.RenderAsync(PathOf(happened.GetType()), ModelOf(happened), language);

    public static string PathOf(Type happened) => $"/Pages/Fragments/_{happened.Name}.cshtml";

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

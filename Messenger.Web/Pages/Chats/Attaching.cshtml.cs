namespace Messenger.Web.Pages;

/// <summary>What a page needs once somebody attaches something: pieces to draw it with, and how much is taken.</summary>
public sealed class AttachingModel(LiveSettings settings) : AppPage
{
    public ServerSettings Limits => settings.Now;

    public void OnGet()
    {
    }
}

using Microsoft.Extensions.Options;

namespace Messenger.Web.Pages;

/// <summary>What a page needs once somebody attaches something: pieces to draw it with, and how much is taken.</summary>
public sealed class AttachingModel(IOptions<Settings> settings) : AppPage
{
    public Settings Limits => settings.Value;

    public void OnGet()
    {
    }
}

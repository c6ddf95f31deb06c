using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of a picture or video of a chat as large as the screen, with the way to
/// those next to it. Swiping, keys and zoom are viewer.js.
/// </summary>
public sealed class PictureModel(SharedFiles files) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Key { get; set; }

    public ViewedFile Viewed { get; private set; } = null!;

    protected override async Task LoadAsync() => Viewed = await files.ViewAsync(Me.Id, Key);
}

namespace Messenger.Web.Pages;

/// <summary>The pieces that a page draws attachments with, fetched once somebody attaches something, and how much is taken.</summary>
public sealed class AttachmentTemplatesModel(LiveSettings settings) : AppPage
{
    public ServerSettings Limits => settings.Now;

    /// <summary>The mould for what was recorded and is listened to before it is sent.</summary>
    public Attachment Voice { get; } = new(
        Id: 0, Key: default, Name: "", FileKind.Audio, ContentType: "", Size: 0, Width: null, Height: null, Duration: null, HasThumbnail: false, IsVoice: true);
}

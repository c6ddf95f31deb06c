using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of what a message said before it was edited, for everybody in its chat.</summary>
public sealed class EarlierModel(History history) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int MessageId { get; set; }

    public MessageView Message { get; private set; } = null!;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<EarlierTextView> Texts { get; private set; } = [];

    protected override async Task LoadAsync()
    {
        Message = await history.OneAsync(Me.Id, ChatId, MessageId);
        Texts = await history.EarlierAsync(Me.Id, ChatId, MessageId);
    }
}

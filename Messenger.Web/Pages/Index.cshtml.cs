using Messenger.Domain;

namespace Messenger.Web.Pages;

/// <summary>Where one comes in: the list, and beside it how to begin.</summary>
public sealed class IndexModel(Chats chats) : AppPage
{
    protected override async Task<object?> NumbersAsync() => await chats.GetListVersionAsync(Me.Id);
}

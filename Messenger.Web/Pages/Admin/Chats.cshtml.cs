using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of how large the chats are, from outside.</summary>
public sealed class ManagedChatsModel(ManagedChats chats) : AdminPage
{
    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    [FromQuery(Name = "before")]
    public int? Before { get; set; }

    public ManagedChatPage Found { get; private set; } = null!;

    protected override async Task LoadAsync() => Found = await chats.ListAsync(Actor, Typed, Before);
}

using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The list beside every page: what differs per viewer is drawn here, live parts only touch the last line.</summary>
public sealed class ChatList(Chats chats) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View(await chats.ListAsync(HttpContext.Me().Id));
}

using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of what another program of the device hands over to the installed messenger:
/// one looks at it, and chooses the chat it is sent to.
/// </summary>
[KeepsText, RateLimit(Limit.Send)]
public sealed class ShareModel(Domain.Chats chats, Messages messages) : AppPage
{
    const int MostChats = 200;

    public string? Text { get; private set; }

    public string ClientId { get; private set; } = Guid.NewGuid().ToString();

    public int ChatId { get; private set; }

    public IReadOnlyList<ChatView> Chats { get; private set; } = [];

    public void OnGet(string? title, string? text, string? url) => Text = string.Join('\n', new[] { title, text, url }.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct());

    public async Task<IActionResult> OnPostAsync(string? text, [FromForm(Name = "client_id")] string? clientId, [FromForm(Name = "chat_id")] int? chatId)
    {
        (Text, ClientId, ChatId) = (text, clientId ?? ClientId, chatId ?? 0);
        // What was kept of a post that could not be done does not say where it was going.
        await messages.PostAsync(Me.Id, chatId ?? throw Refused.Invalid("chat_missing", "Say in which chat.", "chat_id"), text, ClientIds.Read(clientId));
        return Redirect($"/chats/{chatId}");
    }

    protected override async Task LoadAsync() => Chats = [.. (await chats.PageAsync(Me.Id, open: 0, atLeast: MostChats)).Chats.Where(chat => !chat.IsReadOnly)];
}

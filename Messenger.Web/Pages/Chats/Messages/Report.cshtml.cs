using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Shows a message to the admins of this server, who see nothing else of the chat.</summary>
[KeepsFields, RateLimit(Limit.Start)]
public sealed class ReportModel(History history, Reports reports) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int MessageId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public MessageView Message { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync()
    {
        await history.OneAsync(Me.Id, ChatId, MessageId);
        await reports.CreateAsync(Me.Id, MessageId, Reason);
        return LocalRedirect($"/chats/{ChatId}/messages/{MessageId}/report?saved=true");
    }

    protected override async Task LoadAsync() => Message = await history.OneAsync(Me.Id, ChatId, MessageId);
}

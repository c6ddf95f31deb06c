using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Takes those of the messages that were ticked back which I wrote, after showing which these are.</summary>
[RateLimit(Limit.Send)]
public sealed class ChosenDeleteModel(ChosenMessages chosen) : ChosenPage(chosen)
{
    public IReadOnlyList<MessageView> Mine => [.. Messages.Where(message => message.Author.Id == Me.Id)];

    public async Task<IActionResult> OnPostAsync()
    {
        await Chosen.DeleteMineAsync(Me.Id, ChatId, Ids);
        return Redirect($"/chats/{ChatId}");
    }
}

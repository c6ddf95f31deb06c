using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of the calls of my chats, newest first; a call begins here.</summary>
[RateLimit(Limit.Start)]
public sealed class CallsModel(Domain.Calls calls) : AppPage
{
    public const int PageLimit = 50;

    [FromQuery]
    public int Skip { get; set; }

    public IReadOnlyList<CallEntry> Entries { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "chat_id")] int chatId, [FromForm(Name = "call_type")] string? callType)
    {
        var party = Guid.NewGuid().ToString();
        try
        {
            var call = await calls.StartOrJoinAsync(Me.Id, chatId, callType, party);
            return Redirect($"/calls/{call.Id}?party={party}");
        }
        catch (Refused refused) when (refused.Reason is Reason.Conflict)
        {
            // It is full, or I am in it elsewhere: the call's page says so and what can be done.
            if (await calls.FindLiveAsync(Me.Id, chatId) is { } live)
            {
                return Redirect($"/calls/{live.Id}");
            }

            throw;
        }
    }

    protected override async Task LoadAsync()
    {
        var entries = await calls.HistoryAsync(Me.Id, Math.Max(Skip, 0), PageLimit + 1);
        (Entries, HasMore) = ([.. entries.Take(PageLimit)], entries.Count > PageLimit);
    }
}

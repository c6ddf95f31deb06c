using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Finds whom somebody may mean who has typed an @ in the message field.</summary>
public sealed class PeopleModel(Mentions mentions) : AppPage
{
    /// <summary>What stands behind the @ so far.</summary>
    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public MentionSuggestions Found { get; private set; } = null!;

    public async Task OnGetAsync(int chatId) => Found = await mentions.SuggestAsync(Me.Id, chatId, Typed);
}

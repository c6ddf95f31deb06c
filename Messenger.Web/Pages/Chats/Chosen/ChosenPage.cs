using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>A page that does something with the messages that were ticked.</summary>
public abstract class ChosenPage(ChosenMessages chosen) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [BindProperty(SupportsGet = true, Name = "ids")]
    public int[] Ids { get; set; } = [];

    /// <summary>Those that are there.</summary>
    public IReadOnlyList<MessageView> Messages { get; private set; } = [];

    protected ChosenMessages Chosen => chosen;

    /// <summary>More than can be chosen at once; what is wrong with that is said in place of them.</summary>
    public bool IsTooMany => Ids.Distinct().Skip(ChosenMessages.Limit).Any();

    protected override async Task LoadAsync() => Messages = IsTooMany ? [] : await chosen.ReadAsync(Me.Id, ChatId, Ids);
}

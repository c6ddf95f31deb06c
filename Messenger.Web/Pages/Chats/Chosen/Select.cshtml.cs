using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of a stretch of a chat with a box before each message. What is ticked
/// travels along to other stretches and to what is done with it.
/// </summary>
public sealed class SelectModel(History history) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [FromQuery(Name = "ids")]
    public int[] Ids { get; set; } = [];

    [FromQuery]
    public int? Before { get; set; }

    [FromQuery]
    public int? After { get; set; }

    [FromQuery]
    public int? Around { get; set; }

    public MessagePage Window { get; private set; } = null!;

    public IReadOnlyList<MessageView> Messages { get; private set; } = [];

    /// <summary>Ticked, and not on this page.</summary>
    public IReadOnlyList<int> Elsewhere { get; private set; } = [];

    public int First => Window.Messages[0].Sequence;

    public int Last => Window.Messages[^1].Sequence;

    protected override async Task LoadAsync()
    {
        Window = await ((Before, After, Around) switch
        {
            ({ } before, _, _) => history.OlderAsync(Me.Id, ChatId, before),
            (_, { } after, _) => history.NewerAsync(Me.Id, ChatId, after),
            (_, _, { } around) => history.AroundAsync(Me.Id, ChatId, around),
            _ => history.NewestAsync(Me.Id, ChatId),
        });
        Window = Window with { HasOlder = Window.HasOlder && Window.Messages.Count > 0, HasNewer = Window.HasNewer && Window.Messages.Count > 0 };
        Messages = [.. Window.Messages.Where(message => message.MayBeAnswered)];
        Elsewhere = [.. Ids.Except(Messages.Select(message => message.Id))];
    }
}

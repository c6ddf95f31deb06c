using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page that finds people, my groups and my messages; in one chat messages alone.
/// With nothing typed it lists people, those I know first.
/// </summary>
[RateLimit(Limit.Search, IsForReading = true)]
public sealed class SearchModel(People people, Chats chats, MessageSearch messages, Texts texts) : AppPage
{
    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    /// <summary>Where messages are looked for; null is everywhere.</summary>
    [FromQuery(Name = "chat")]
    public int? ChatId { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [FromQuery]
    public int? Before { get; set; }

    public ChatView? Chat { get; private set; }

    public IReadOnlyList<PersonView> Persons { get; private set; } = [];

    public IReadOnlyList<ChatView> Groups { get; private set; } = [];

    public FoundMessages Found { get; private set; } = FoundMessages.None;

    /// <summary>The chats of the messages that were found.</summary>
    public IReadOnlyDictionary<int, ChatView> FoundIn { get; private set; } = new Dictionary<int, ChatView>();

    /// <summary>What is wrong with what was typed, such as a day that is not finished yet.</summary>
    public string? Trouble { get; private set; }

    public bool IsAsking => !string.IsNullOrWhiteSpace(Typed);

    public bool IsOlder => Before is not null;

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_Found", this) : Page();

    protected override async Task LoadAsync()
    {
        Chat = ChatId is { } id ? await chats.OpenAsync(Me.Id, id) : null;
        if (Chat is null && !IsOlder)
        {
            Persons = await people.FindAsync(Me.Id, Typed);
            Groups = IsAsking ? await chats.FindAsync(Me.Id, Typed!) : [];
        }

        await FindMessagesAsync();
    }

    async Task FindMessagesAsync()
    {
        try
        {
            Found = await messages.FindAsync(Me.Id, Typed, ReaderTimeZone.Of(HttpContext), ChatId, Before);
        }
        catch (Refused refused) when (refused.Field == "q")
        {
            // It is looked for while somebody types: no page of its own for that, and people are found all the same.
            Trouble = texts.Of(refused);
        }

        FoundIn = await chats.ManyAsync(Me.Id, [.. Found.Messages.Select(message => message.ChatId).Distinct()]);
    }
}

using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// A page of a group, who is in it and who could be: drawn by the members page, and
/// again by the pages that change it when they refuse.
/// </summary>
public abstract class GroupPage(Chats chats, Members members, People people) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    /// <summary>Whom an admin looks for, to add them.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Typed { get; set; }

    /// <summary>What stands in the field of the name.</summary>
    public string? Name { get; protected set; }

    public ChatView Chat { get; private set; } = null!;

    public IReadOnlyList<MemberView> People { get; private set; } = [];

    public IReadOnlyList<PersonView> Others { get; private set; } = [];

    protected Members Members => members;

    protected override async Task LoadAsync()
    {
        Chat = await chats.OpenAsync(Me.Id, ChatId);
        People = await members.ListAsync(Me.Id, ChatId);
        Others = Chat.MayManage ? await people.FindAsync(Me.Id, Typed, ChatId) : [];
        Name ??= Chat.Name;
    }
}

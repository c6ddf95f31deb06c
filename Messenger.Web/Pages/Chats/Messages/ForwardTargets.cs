namespace Messenger.Web.Pages;

/// <summary>The chats and people that something is offered to be forwarded to.</summary>
/// <param name="People">Whom I have no chat with yet.</param>
/// <param name="Chosen">As the form sends it: the id of a chat, or "person-" with that of a person.</param>
public sealed record ForwardChoice(IReadOnlyList<ChatView> Chats, IReadOnlyList<PersonView> People, string? Chosen);

/// <summary>Finds where something can be forwarded to: my chats, and people by their names; a chat with them begins with it.</summary>
public sealed class ForwardTargets(Domain.Chats chats, People people, RateLimits limits)
{
    const string Person = "person-";

    const int MostPeople = 20;

    public async Task<ForwardChoice> FindAsync(int me, string? typed, string? chosen)
    {
        var found = await chats.ChoiceAsync(me, typed);
        var known = found.Select(chat => chat.Other?.Id).ToHashSet();
        var others = SearchText.Words(typed).Count > 0 ? await people.FindAsync(me, typed, limit: MostPeople) : [];
        return new ForwardChoice(found, [.. others.Where(person => !known.Contains(person.Id))], chosen);
    }

    /// <summary>The chat that was chosen, begun if need be.</summary>
    public async Task<int> OpenAsync(int me, string? chosen)
    {
        if (chosen?.StartsWith(Person) is true && int.TryParse(chosen[Person.Length..], out var person))
        {
            limits.Take(Limit.Start, me);
            return await chats.DirectAsync(me, person);
        }

        return int.TryParse(chosen, out var chat) ? chat : throw Refused.Invalid("chat_missing", "Say in which chat.", "chat_id");
    }
}

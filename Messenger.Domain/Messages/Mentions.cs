using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The people whom one may mean by what stands behind an @.</summary>
/// <param name="Everybody">What all of them are called together, in each language; none where I may not mention them so, or typed something else.</param>
public sealed record MentionSuggestions(IReadOnlyList<PersonView> People, IReadOnlyList<string> Everybody);

/// <summary>Finds who is mentioned: whom one may mean while typing, and who is meant by what was said.</summary>
public sealed class Mentions(MessengerDb db)
{
    /// <summary>More than one looks through while typing.</summary>
    public const int Limit = 8;

    /// <summary>Others in a chat of whose names a word begins so, those I wrote to first, the latest of them before the others.</summary>
    public async Task<MentionSuggestions> SuggestAsync(int me, int chatId, string? typed)
    {
        var mayMentionAll = await MayMentionAllAsync(me, chatId) ?? throw Refused.NotFound();
        var words = SearchText.Words(typed);
        List<string> all = mayMentionAll && words.Count < 2 ? [.. Everybody.Names.Where(name => name.StartsWith(words.SingleOrDefault() ?? "", StringComparison.Ordinal))] : [];
        var mine = $"{me}";
        var people = await (
            from m in db.Memberships.AsNoTracking()
            where m.ChatId == chatId && m.UserId != me && m.User.IsActive && words.All(word => (" " + m.User.Searchable).Contains(" " + word))
            // As Chat.KeyOf has it.
            let written = db.Chats.Where(direct => direct.LastSequence > 0
                    && direct.DirectKey == (m.UserId < me ? m.UserId.ToString() + ":" + mine : mine + ":" + m.UserId.ToString()))
                .Select(direct => (DateTimeOffset?)direct.UpdatedAt).FirstOrDefault()
            orderby written == null, written descending, m.User.Searchable
            select m.User).Take(all.Count > 0 ? Limit - 1 : Limit).ToListAsync();
        return new MentionSuggestions(people.ConvertAll(PersonView.From), all);
    }

    /// <summary>Finds who is mentioned in a text of mine: members by their usernames, and all of them where I may.</summary>
    public async Task<IReadOnlyDictionary<string, int>> FindAsync(int me, int chatId, string text)
    {
        var names = Markup.NamesIn(text);
        if (names.Count == 0)
        {
            return new Dictionary<string, int>();
        }

        Dictionary<string, int> known = new(StringComparer.OrdinalIgnoreCase);
        if (names.Any(name => Everybody.IsCalled(name.Normalize())) && await MayMentionAllAsync(me, chatId) is true)
        {
            foreach (var name in Everybody.Names)
            {
                known[name] = Everybody.Id;
            }
        }

        var normalized = names.Select(name => name.Normalize().ToUpperInvariant()).ToList();
        var people = await db.Memberships.AsNoTracking()
            .Where(m => m.ChatId == chatId && normalized.Contains(m.User.NormalizedUserName!))
            .Select(m => new { m.User.UserName, m.UserId }).ToListAsync();
        // Who is called so is meant by it.
        people.ForEach(person => known[person.UserName!] = person.UserId);
        return Markup.MentionedIn(text, known);
    }

    /// <summary>Null when the chat is not mine.</summary>
    Task<bool?> MayMentionAllAsync(int me, int chatId) => db.Memberships.AsNoTracking()
        .Where(m => m.ChatId == chatId && m.UserId == me)
        .Select(m => (bool?)Everybody.MayBeMentioned(m.Chat.IsGroup, m.Role, m.Chat.Memberships.Count()))
        .SingleOrDefaultAsync();
}

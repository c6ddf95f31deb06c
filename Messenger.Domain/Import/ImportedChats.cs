using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The chats of the original and who is in them. What two people said to each other is one chat here, and three are a group. Of one that is here already
/// it is taken over who came and went there since, unless somebody here has decided otherwise.
/// </summary>
sealed class ImportedChats(MessengerDb db, OriginalDatabase original, ImportReport report, Func<string, Task<string?>> portray)
{
    const string Table = "chats", Places = "chat_participants";

    readonly Dictionary<int, int> places = [];

    /// <summary>Answers where each chat of the original is here.</summary>
    public async Task<IReadOnlyDictionary<int, int>> AddAsync(IReadOnlySet<int> people)
    {
        var here = await db.Chats.Include(chat => chat.Memberships).ToDictionaryAsync(chat => chat.Id);
        var known = here.ToDictionary(chat => chat.Key, chat => chat.Value.CreatedAt);
        var pairs = here.Values.Where(chat => chat.DirectKey is not null).ToDictionary(chat => chat.DirectKey!, chat => chat.Id);
        var decisions = await ImportDecisions.ReadAsync(db);
        foreach (var chat in await original.ChatsAsync(report))
        {
            report.Tally("Places in chats of people who are not in the original, which were left out", chat.People.Count(person => !people.Contains(person)));
            chat.People.IntersectWith(people);
            var key = chat.IsDirect ? Chat.KeyOf(chat.People.Min, chat.People.Max) : null;
            if (ImportedIds.IsKnown(known, Table, chat.Id, chat.CreatedAt))
            {
                places[chat.Id] = chat.Id;
                await CatchUpAsync(here[chat.Id], chat, key, decisions);
            }
            else if (key is not null && pairs.TryGetValue(key, out var same))
            {
                places[chat.Id] = same;
                report.Lines.Add($"Chat {chat.Id} is between the same two people as chat {same}: what was said there is in that one.");
            }
            else
            {
                places[chat.Id] = chat.Id;
                db.Add(await MakeAsync(chat, key, people));
                report.Add(Table);
                if (key is not null)
                {
                    pairs[key] = chat.Id;
                }
            }
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        return places;
    }

    async Task<Chat> MakeAsync(OriginalChat chat, string? key, IReadOnlySet<int> people)
    {
        if (!chat.IsGroup && key is null)
        {
            report.Lines.Add($"Chat {chat.Id} is a group here: {chat.People.Count} people were in it.");
        }

        var creator = chat.CreatedBy is { } by && people.Contains(by) ? by : chat.People.Count > 0 ? chat.People.Min : people.Min();
        var imported = Chat.Imported(chat, key, creator, key is null ? ImportedNames.Fit(chat.Name, Chat.NameLimit) : null, await ImportAvatarAsync(chat));
        foreach (var person in chat.People)
        {
            imported.Admit(person, Role.Member, chat.CreatedAt);
            report.Add(Places);
        }

        GiveOwner(imported);
        return imported;
    }

    async Task CatchUpAsync(Chat here, OriginalChat there, string? key, ImportDecisions decisions)
    {
        report.Know(Places, here.Memberships.Count(member => there.People.Contains(member.UserId)));
        if (here.IsGroup && await CatchUpGroupAsync(here, there, decisions))
        {
            here.Change(there.UpdatedAt > here.UpdatedAt ? there.UpdatedAt : here.UpdatedAt);
            report.Change(Table);
        }
        else
        {
            report.Know(Table);
        }

        report.Tell(!here.IsGroup && key != here.DirectKey, $"Chat {here.Id} is of the same people here as before, though others are in it there by now ({there.People.Count}).");
    }

    /// <returns>Whether anything of it changed here.</returns>
    async Task<bool> CatchUpGroupAsync(Chat here, OriginalChat there, ImportDecisions decisions)
    {
        var members = here.Memberships.Select(member => member.UserId).ToHashSet();
        var gone = here.Memberships.FindAll(member => member.IsImported(here) && !there.People.Contains(member.UserId));
        var missing = there.People.Where(person => !members.Contains(person)).ToList();
        var stay = missing.FindAll(person => decisions.HasLeft(here.Id, person));
        gone.ForEach(member => Dismiss(here, member));
        foreach (var person in missing.Except(stay))
        {
            // Who made the group and comes back to it is somebody there, though somebody else owns it by now.
            here.Admit(person, person == there.CreatedBy ? Role.Admin : Role.Member, here.CreatedAt);
            report.Add(Places);
        }

        GiveOwner(here);
        report.Tell(gone.Count > 0, $"Chat {here.Id}: {gone.Count} of its people have left it there since, and are not in it here any more.");
        report.Tell(stay.Count > 0, $"Chat {here.Id}: {stay.Count} of its people are in it there, and have left it here or were removed, which stays so.");
        return await CatchUpLookAsync(here, there, decisions) || gone.Count > 0 || missing.Count > stay.Count;
    }

    async Task<bool> CatchUpLookAsync(Chat here, OriginalChat there, ImportDecisions decisions)
    {
        var name = ImportedNames.Fit(there.Name, Chat.NameLimit);
        var isNamedHere = decisions.IsNamed(here.Id);
        report.Tell(isNamedHere && name != here.Name, $"Chat {here.Id} is called “{name}” there and “{here.Name}” here, where it was given that name.");
        var (before, portrayed) = (here.Name, here.Avatar);
        here.CatchUp(isNamedHere ? here.Name : name, here.Avatar ?? await ImportAvatarAsync(there));
        return (before, portrayed) != (here.Name, here.Avatar);
    }

    async Task<string?> ImportAvatarAsync(OriginalChat chat)
    {
        var avatar = chat.Avatar is { Length: > 0 } picture ? await portray(picture) : null;
        report.Tell(chat.Avatar is { Length: > 0 } && avatar is null, $"Chat {chat.Id} has no picture here: “{chat.Avatar}” was not found, or is none.");
        return avatar;
    }

    void Dismiss(Chat here, Membership member)
    {
        here.Dismiss(member);
        db.Remove(member);
    }

    /// <summary>Somebody has to be able to add people.</summary>
    static void GiveOwner(Chat chat)
    {
        if (chat.IsGroup && !chat.Memberships.Exists(member => member.Role is Role.Owner))
        {
            chat.Memberships.OrderByDescending(member => member.UserId == chat.CreatedBy).ThenByDescending(member => member.Role)
                .ThenBy(member => member.JoinedAt).ThenBy(member => member.UserId).FirstOrDefault()?.Role = Role.Owner;
        }
    }
}

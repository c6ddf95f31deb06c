namespace Messenger.Domain;

/// <summary>
/// A conversation and its two counters. Both move under the row's lock in the transaction of the change:
/// <see cref="LastSequence"/> numbers messages, <see cref="Revision"/> numbers every change.
/// </summary>
public sealed class Chat
{
    public const int NameLimit = 80, MemberLimit = 1000;

    public int Id { get; init; }

    public string? Name { get; private set; }

    /// <summary>The name folded, for finding groups in any language.</summary>
    public string? Searchable { get; private set; }

    public bool IsGroup { get; init; }

    public string? Avatar { get; private set; }

    public int CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public int LastSequence { get; private set; }

    /// <summary>
    /// The number of the first message that is kept: those before it were erased (<see cref="Retention"/>). One more than the last where all were.
    /// </summary>
    public int FirstSequence { get; private set; } = 1;

    public long Revision { get; private set; }

    /// <summary>The number of the newest message that mentions <see cref="Everybody"/>; 0 when there is none.</summary>
    public int LastMention { get; set; }

    /// <summary>The revision at which the name, the members or the beginning last changed.</summary>
    public long ChangedRevision { get; private set; }

    /// <summary>Moves when somebody joins, leaves, changes role or blocks the other one, so that a send can tell whether its check still holds.</summary>
    public int MembershipVersion { get; private set; }

    /// <summary>"3:7" for the direct chat of 3 and 7, "3:3" for 3's notes to self: unique, so there is one per pair.</summary>
    public string? DirectKey { get; init; }

    public List<Membership> Memberships { get; } = [];

    public static Chat Direct(int me, int other, DateTimeOffset now) => new()
    {
        CreatedBy = me, CreatedAt = now, UpdatedAt = now, DirectKey = KeyOf(me, other),
    };

    public static Chat Group(int me, string? name, DateTimeOffset now)
    {
        var chat = NamelessGroup(me, now);
        chat.Rename(name);
        return chat;
    }

    public static Chat NamelessGroup(int me, DateTimeOffset now) => new() { CreatedBy = me, CreatedAt = now, UpdatedAt = now, IsGroup = true };

    /// <summary>One of the original, with the id it has there.</summary>
    internal static Chat Imported(OriginalChat chat, string? key, int creator, string? name, string? avatar)
    {
        var imported = new Chat
        {
            Id = chat.Id, CreatedBy = creator, CreatedAt = chat.CreatedAt, UpdatedAt = chat.UpdatedAt, IsGroup = key is null, DirectKey = key, Name = name, Avatar = avatar,
        };
        imported.Fold();
        return imported;
    }

    /// <summary>How the original calls and shows it by now.</summary>
    internal void CatchUp(string? name, string? avatar)
    {
        (Name, Avatar) = (name, avatar);
        Fold();
    }

    public static string KeyOf(int one, int other) => $"{Math.Min(one, other)}:{Math.Max(one, other)}";

    /// <summary>Whether this is the key of somebody's notes to self.</summary>
    public static bool IsOfNotes(string? key) => key?.Split(':') is [var one, var other] && one == other;

    /// <summary>False when it is called that already.</summary>
    public bool Rename(string? name)
    {
        var old = Name;
        Name = TextRules.Name(name, "name", NameLimit) ?? throw Refused.Invalid("name_missing", "A group needs a name.", "name");
        Fold();
        return Name != old;
    }

    /// <summary>Works out what is kept of the name for finding it.</summary>
    public void Fold() => Searchable = Name is null ? null : SearchText.Folded(Name);

    public void RequireGroup()
    {
        if (!IsGroup)
        {
            throw Refused.Forbidden("not_a_group", "This is not a group.");
        }
    }

    public void Portray(string? avatar) => Avatar = avatar;

    public Membership Admit(int userId, Role role, DateTimeOffset now)
    {
        var membership = new Membership { Chat = this, UserId = userId, Role = role, JoinedAt = now, ReadSequence = LastSequence };
        Memberships.Add(membership);
        MembershipVersion++;
        return membership;
    }

    public void Dismiss(Membership membership)
    {
        Memberships.Remove(membership);
        MembershipVersion++;
    }

    public void RolesChanged() => MembershipVersion++;

    /// <summary>One of the two of a direct chat may write no more, or may again. Where somebody leaves the messenger it is one statement for all their chats.</summary>
    public void ReachChanged() => MembershipVersion++;

    /// <summary>A change of a message that has its number already: an edit, a deletion, a reaction.</summary>
    public long Advance() => ++Revision;

    /// <summary>A change of the name or the members; it takes a revision that clients catch up by.</summary>
    public void Change(DateTimeOffset now)
    {
        ChangedRevision = Advance();
        UpdatedAt = now;
    }

    /// <summary>The change and the line that tells it share a revision.</summary>
    public void ChangedWith(Message line) => ChangedRevision = line.Revision;

    /// <summary>From now on it begins after this number. That is no activity, so it stays where it is in lists.</summary>
    public void BeginAfter(int sequence) => (FirstSequence, ChangedRevision) = (sequence + 1, Advance());

    /// <summary>Numbers a message that is written in the same transaction as a change of the chat (a system line).</summary>
    public (int Sequence, long Revision) Number(DateTimeOffset now)
    {
        UpdatedAt = now;
        return (++LastSequence, Advance());
    }
}

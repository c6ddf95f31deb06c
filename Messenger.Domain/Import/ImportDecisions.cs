using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The decisions of people of here about groups, by the lines that these left: no import goes over them.</summary>
sealed class ImportDecisions
{
    readonly HashSet<(int Chat, int User)> left;
    readonly HashSet<int> named;

    ImportDecisions(HashSet<(int Chat, int User)> left, HashSet<int> named) => (this.left, this.named) = (left, named);

    public static async Task<ImportDecisions> ReadAsync(MessengerDb db)
    {
        var lines = await db.Messages.Where(m => m.Notice == SystemMessage.Left || m.Notice == SystemMessage.Removed || m.Notice == SystemMessage.Renamed)
            .Select(m => new { m.ChatId, m.Notice, About = m.SubjectId ?? m.SenderId }).ToListAsync();
        // Of whom an admin removed it is known also when the line was erased as old.
        var removals = await db.Removals.Select(removal => new { removal.ChatId, removal.UserId }).ToListAsync();
        return new ImportDecisions(
            [.. lines.Where(line => line.Notice is not SystemMessage.Renamed).Select(line => (line.ChatId, line.About)), .. removals.Select(one => (one.ChatId, one.UserId))],
            [.. lines.Where(line => line.Notice is SystemMessage.Renamed).Select(line => line.ChatId)]);
    }

    /// <summary>By themselves, or because somebody removed them.</summary>
    public bool HasLeft(int chat, int user) => left.Contains((chat, user));

    public bool IsNamed(int chat) => named.Contains(chat);
}

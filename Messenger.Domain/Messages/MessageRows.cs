using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Reads messages as views: one query for the messages with their people and quotes, one for the reactions.</summary>
static class MessageRows
{
    static readonly IReadOnlyDictionary<string, int> nobody = new Dictionary<string, int>();

    public static async Task<IReadOnlyList<MessageView>> ViewsAsync(this IQueryable<Message> messages, MessengerDb db)
    {
        var rows = await messages.AsNoTracking().Select(row).ToListAsync();
        var ids = rows.ConvertAll(r => r.Message.Id);
        var reactions = await db.Reactions.AsNoTracking().Where(r => ids.Contains(r.MessageId)).OrderBy(r => r.Id).ToListAsync();
        var byMessage = reactions.ToLookup(r => r.MessageId);
        return rows.ConvertAll(r => View(r, byMessage[r.Message.Id]));
    }

    public static MessageView View(Message message, PersonView author, QuoteView? quote, PersonView? subject, IEnumerable<Reaction> reactions) => new(
        message.Id, message.ChatId, message.Sequence, message.Revision, author, message.Content, message.CreatedAt,
        message.IsEdited, message.IsDeleted, quote, Grouped(reactions), Mentioned(message.Mentions), message.ClientId, message.Notice, subject,
        message.MessageType, Attachment.Read(message.Attachments), message.UpdatedAt);

    public static readonly Expression<Func<Message, QuoteView>> Quote = m => new QuoteView(m.Id, m.Sequence, PersonView.From(m.Sender), m.Content, m.IsDeleted, Attachment.Read(m.Attachments), m.Revision);

    static readonly Expression<Func<Message, Row>> row = m => new Row(
        m,
        PersonView.From(m.Sender),
        m.Quoted == null ? null : new QuoteView(m.Quoted.Id, m.Quoted.Sequence, PersonView.From(m.Quoted.Sender), m.Quoted.Content, m.Quoted.IsDeleted, Attachment.Read(m.Quoted.Attachments), m.Quoted.Revision),
        m.Subject == null ? null : PersonView.From(m.Subject));

    static MessageView View(Row row, IEnumerable<Reaction> reactions) =>
        View(row.Message, row.Author, row.Quote, row.Subject, reactions);

    static IReadOnlyList<ReactionView> Grouped(IEnumerable<Reaction> reactions) =>
        [.. reactions.GroupBy(r => r.Emoji).Select(group => new ReactionView(group.Key, [.. group.Select(r => r.UserId)]))];

    static IReadOnlyDictionary<string, int> Mentioned(string? mentions) => mentions is null ? nobody
        : mentions.Split(' ').Select(pair => pair.Split(':')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1]), StringComparer.OrdinalIgnoreCase);

    sealed record Row(Message Message, PersonView Author, QuoteView? Quote, PersonView? Subject);
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// Decides who is to be notified of what, when it is sent: whoever has read it by then, looks at the chat, has muted it (but for
/// what names them) or sleeps is not. For those who send them.
/// </summary>
public sealed class Pushes(MessengerDb db, ILookups lookups, IPresence presence, TimeProvider time)
{
    /// <summary>The kinds of their jobs: of messages, of calls, and of either once more.</summary>
    public const string MessageJob = "push", CallJob = "push call", AgainJob = "push again", CallAgainJob = "push call again";

    /// <summary>How long a message waits: whoever has the chat open has read it by then, and of several together only one tells.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // More than anybody is told of at once.
    const int MessageLimit = 200;

    const string Subscribed = """
        FROM chat_participants AS member JOIN push_subscriptions AS push ON push.user_id = member.user_id
        JOIN sessions ON sessions.id = push.session_id JOIN users ON users.id = member.user_id
        WHERE member.chat_id = $1 AND sessions.ended_at IS NULL AND sessions.last_used_at > $2 AND users.is_active
        AND member.notification_level <> 'none'
        """;

    const string HasMutedOrAny = $"SELECT member.user_id {Subscribed} AND member.user_id <> $3 LIMIT 1";

    const string HasAny = $"SELECT member.user_id {Subscribed} AND NOT member.is_muted AND member.user_id <> $3 LIMIT 1";

    const string All = $"""
        SELECT member.user_id, push.session_id, push.endpoint, push.key, push.secret, push.shows_names OR push.shows_text, users.language, users.time_zone, users.quiet,
               member.notification_level, member.read_sequence, member.uncounted, member.is_muted,
               (SELECT string_agg(CAST(blocks.blocked_id AS TEXT), ' ') FROM blocks WHERE blocks.user_id = member.user_id) {Subscribed}
        """;

    const string Messages = """
        SELECT m.sequence, m.sender_id, m.mentions, quoted.sender_id, chats.last_sequence
        FROM messages AS m JOIN chats ON chats.id = m.chat_id LEFT JOIN messages AS quoted ON quoted.id = m.reply_to
        WHERE m.chat_id = $1 AND m.sequence >= $2 AND NOT m.is_deleted AND m.notice IS NULL
        ORDER BY m.sequence DESC LIMIT $3
        """;

    /// <summary>Whether anybody but who wrote could be notified of something in a chat. Asked for every burst of messages, so past EF.</summary>
    /// <param name="isMention">Of something that is told where the chat is muted, too.</param>
    public static async Task<bool> HasReceiversAsync(ILookups lookups, int chatId, int author, DateTimeOffset now, bool isMention = false) =>
        (await lookups.AllAloneAsync(isMention ? HasMutedOrAny : HasAny, row => row.GetInt32(0), chatId, now - Sessions.Lifetime, author)).Count > 0;

    public Task AddJobsAsync(IReadOnlyCollection<Job> all) => db.WriteAsync(() =>
    {
        db.AddRange(all);
        return db.SaveChangesAsync();
    });

    /// <summary>Of the messages of a chat from a number on.</summary>
    public async Task<IReadOnlyList<Push>> ForMessagesAsync(MessagePushes wanted)
    {
        var said = await lookups.AllAsync(Messages, Said.Read, wanted.ChatId, wanted.From, MessageLimit);
        if (said.Count == 0)
        {
            return [];
        }

        List<Push> pushes = [];
        foreach (var to in await ReceiversAsync(wanted.ChatId, wanted.Only))
        {
            var unread = said.FindAll(message => message.Sequence > to.Read && message.Author != to.UserId && !to.Blocked.Contains(message.Author));
            var isTold = to.HearsAll ? unread.Count > 0 : unread.Exists(message => message.Names(to.UserId) || message.NamesAll && !to.IsMuted);
            if (isTold && !presence.IsLooking(to.UserId, wanted.ChatId))
            {
                pushes.Add(to.Tell(to.HearsAll
                    ? new PushContent(PushKind.Messages, wanted.ChatId, said[0].Last - to.Read - to.Uncounted)
                    : new PushContent(PushKind.Mention, wanted.ChatId)));
            }
        }

        return pushes;
    }

    /// <summary>
    /// That a call rings; or what became of it for those it rang for. It rings on every device, wherever a page is open. Whoever was busy heard
    /// nothing, and is told nothing.
    /// </summary>
    public async Task<IReadOnlyList<Push>> ForCallAsync(CallPushes wanted)
    {
        var call = await db.Calls.AsNoTracking().Include(c => c.Chat).Include(c => c.Participants).ThenInclude(one => one.User).SingleOrDefaultAsync(c => c.Id == wanted.CallId);
        if (call is null || wanted.IsRing && (call.Status is not CallStatus.Ringing || call.StartedAt + Call.RingsFor <= time.Now()))
        {
            return [];
        }

        var view = CallView.From(call);
        return [.. from to in await ReceiversAsync(call.ChatId, wanted.Only)
                   where !to.IsMuted && to.UserId != call.InitiatorId && !to.Blocked.Contains(call.InitiatorId) && (wanted.OnlyUser ?? to.UserId) == to.UserId
                   let kind = KindFor(view, to.UserId)
                   where kind is not null && wanted.IsRing == kind is PushKind.Ringing
                   select to.Tell(new PushContent(kind.Value, call.ChatId, CallId: call.Id))];
    }

    /// <summary>To one browser of mine, to see whether it arrives.</summary>
    public async Task<Push?> FindForTestAsync(Me me) => await db.PushSubscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == me.SessionId) is { } mine
        ? new Push(mine.SessionId, me.Id, mine.Endpoint, mine.Key, mine.Secret, false, me.Preferences.Language, new PushContent(PushKind.Test, 0))
        : null;

    static PushKind? KindFor(CallView call, int userId) => (call.PresenceOf(userId), call.Status) switch
    {
        (CallPresence.Busy, _) => null,
        (CallPresence.In or CallPresence.Left, _) => PushKind.AnsweredElsewhere,
        (CallPresence.Declined, _) => PushKind.RingsNoMore,
        (_, CallStatus.Ringing) => PushKind.Ringing,
        (_, CallStatus.Missed) => PushKind.MissedCall,
        _ => PushKind.RingsNoMore,
    };

    async Task<IEnumerable<Receiver>> ReceiversAsync(int chatId, Guid? only)
    {
        var now = time.Now();
        return (await lookups.AllAloneAsync(All, Receiver.From, chatId, now - Sessions.Lifetime))
            .Where(to => (only ?? to.SessionId) == to.SessionId && QuietHours.Read(to.Quiet)?.Contain(now, to.TimeZone) is not true);
    }

    /// <summary>A message as far as it matters whom it concerns.</summary>
    sealed record Said(int Sequence, int Author, IReadOnlyCollection<int> Mentioned, int? Answered, int Last)
    {
        public bool NamesAll => Mentioned.Contains(Everybody.Id);

        /// <summary>Of all notifications only these pass through a mute.</summary>
        public bool Names(int userId) => Answered == userId || Mentioned.Contains(userId);

        public static Said Read(DbDataReader row) => new(
            row.GetInt32(0), row.GetInt32(1), [.. MessageRows.Mentioned(row.Text(2)).Values], row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt32(4));
    }

    /// <summary>A browser of a member.</summary>
    sealed record Receiver(
        int UserId, Guid SessionId, string Endpoint, byte[] Key, byte[] Secret, bool Asks, string Language, string TimeZone, string Quiet,
        NotificationLevel Level, int Read, int Uncounted, bool IsMuted, IReadOnlyList<int> Blocked)
    {
        public static Receiver From(DbDataReader row) => new(
            row.GetInt32(0), row.GetGuid(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4), row.GetBoolean(5), row.GetString(6), row.GetString(7), row.GetString(8),
            Enum.Parse<NotificationLevel>(row.GetString(9), ignoreCase: true), row.GetInt32(10), row.GetInt32(11), row.GetBoolean(12),
            BlockedPeople.Read(row.Text(13), null).Mine);

        public bool HearsAll => Level is NotificationLevel.All && !IsMuted;

        public Push Tell(PushContent content) => new(SessionId, UserId, Endpoint, Key, Secret, Asks, Language, content);
    }
}

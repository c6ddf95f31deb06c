using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The verbs by which people are asked in: into the messenger, which its admins do, and into a group, which those do who manage
/// it.
/// </summary>
public sealed class Invitations(MessengerDb db, Members members, RegistrationPolicy registration, Audit audit, TimeProvider time)
{
    /// <summary>Of the server, or of one group, that are open at once.</summary>
    public const int Limit = 100;

    public Task<NewInvitation> CreateAsync(Me me, InvitationWish wish)
    {
        RequireAdmin(me);
        // Whoever found a token must not outlive its revocation.
        if (me.IsToken && wish.MakesAdmin)
        {
            throw Refused.Forbidden("admin_by_token", "A token cannot invite admins of the server. Log in for that.");
        }

        return CreateAsync(me.Id, wish, isOfServer: true);
    }

    public Task<NewInvitation> CreateForGroupAsync(int me, int chatId, InvitationWish wish) => CreateAsync(me, wish with { ChatId = chatId }, isOfServer: false);

    /// <summary>Those of the server, newest first.</summary>
    public Task<IReadOnlyList<InvitationView>> ListAsync(Me me)
    {
        RequireAdmin(me);
        return SeenAsync(OfServer);
    }

    public async Task<IReadOnlyList<InvitationView>> ListForGroupAsync(int me, int chatId)
    {
        await members.MayManageAsync(me, chatId);
        return await SeenAsync(OfGroup(chatId));
    }

    public Task RevokeAsync(Me me, int invitationId)
    {
        RequireAdmin(me);
        return RevokeAsync(OfServer, invitationId, invitation => audit.Add(Actor.Of(me), AuditActs.RevokedInvitation, detail: invitation.Note));
    }

    public async Task RevokeForGroupAsync(int me, int chatId, int invitationId)
    {
        await members.MayManageAsync(me, chatId);
        await RevokeAsync(OfGroup(chatId), invitationId, _ => { });
    }

    /// <summary>For whoever has the secret; null where there is no such invitation. Looking at it uses nothing up.</summary>
    public async Task<OpenedInvitation?> FindAsync(string? secret)
    {
        var hash = Invitation.HashOf(secret);
        var found = await (
            from invitation in Standing.AsNoTracking()
            join inviter in db.Users on invitation.CreatedBy equals inviter.Id
            where invitation.Hash == hash
            select new { invitation, name = inviter.FullName ?? inviter.UserName!, chat = invitation.Chat!.Name, count = db.Memberships.Count(m => m.ChatId == invitation.ChatId) }).SingleOrDefaultAsync();
        return found is null ? null : new OpenedInvitation(
            found.name, found.invitation.ChatId is not null, found.chat, found.count, registration.Admits(found.invitation), found.invitation.MakesAdmin, found.invitation.IsOfServer,
            found.invitation.StateAt(time.Now()));
    }

    /// <summary>Into the group of the invitation. Who is in already uses nothing up.</summary>
    public async Task<int> JoinAsync(int me, string? secret)
    {
        var (chatId, joined) = await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            if (await db.Users.AnyAsync(user => user.Id == me && user.AwaitsVerification))
            {
                throw Refused.Forbidden("verify_first", "Verify your e-mail address first: follow the link in the mail that was sent to it.");
            }

            var invitation = await OpenAsync(secret);
            if (invitation.ChatId is not { } chatId)
            {
                throw Refused.Invalid("invitation_for_strangers", "This invitation is for somebody without an account, and you have one.", "invitation");
            }

            return (chatId, await EnterWithinAsync(me, invitation));
        });
        await members.TellJoinedAsync(joined);
        return chatId;
    }

    /// <summary>Refuses a secret by which nobody can make an account, before anything is worked out.</summary>
    internal async Task<Invitation> RequireForAccountAsync(string? secret)
    {
        var invitation = await OpenAsync(secret);
        return registration.Admits(invitation) ? invitation : throw RegistrationPolicy.Closed();
    }

    /// <summary>For whose account was just made, within that transaction; what it returns is told after it. Whose address is to be proven first is counted, and not let in yet.</summary>
    internal async Task<JoinedGroup?> UseWithinAsync(User user, Invitation invitation)
    {
        if (invitation.ChatId is not null && !user.AwaitsVerification)
        {
            return await EnterWithinAsync(user.Id, invitation);
        }

        await CountAsync(invitation);
        return null;
    }

    /// <summary>
    /// Into the group, for who was counted when they came and has proven their address now, within that transaction. Their place was kept, however many came and
    /// however many days have passed since; an invitation that was taken back lets nobody in any more.
    /// </summary>
    internal async Task<GroupEntry> EnterCountedAsync(int userId, int invitationId)
    {
        try
        {
            var invitation = await Standing.AsNoTracking().SingleOrDefaultAsync(i => i.Id == invitationId && i.RevokedAt == null) ?? throw Invitation.Revoked();
            return new GroupEntry(await members.JoinWithinAsync(userId, invitation.ChatId!.Value, invitation.Role), null);
        }
        catch (Refused refused)
        {
            return new GroupEntry(null, refused);
        }
    }

    async Task<NewInvitation> CreateAsync(int me, InvitationWish wish, bool isOfServer)
    {
        var secret = Invitation.NewSecret();
        var invitation = Invitation.New(me, secret, wish, isOfServer, time.Now());
        await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            if (wish.ChatId is { } chatId)
            {
                await members.MayGiveAsync(me, chatId, wish.Role);
            }

            var now = time.Now();
            if (await (isOfServer ? OfServer : OfGroup(wish.ChatId!.Value)).CountAsync(i => i.RevokedAt == null && i.ExpiresAt > now && i.Used < i.Uses) >= Limit)
            {
                throw new Refused(Reason.Conflict, "too_many_invitations", $"At most {Limit} open invitations. Take one back that you do not need.");
            }

            db.Add(invitation);
            if (isOfServer)
            {
                audit.Add(new Actor(me), invitation.MakesAdmin ? AuditActs.InvitedAdmin : AuditActs.MadeInvitation, detail: invitation.Note);
            }

            return await db.SaveChangesAsync();
        });
        return new NewInvitation((await SeenAsync(db.Invitations.Where(i => i.Id == invitation.Id))).Single(), secret);
    }

    async Task<IReadOnlyList<InvitationView>> SeenAsync(IQueryable<Invitation> which)
    {
        var found = await (
            from invitation in which.AsNoTracking()
            join inviter in db.Users on invitation.CreatedBy equals inviter.Id
            orderby invitation.Id descending
            select new { invitation, name = inviter.FullName ?? inviter.UserName!, chat = invitation.Chat!.Name }).Take(2 * Limit).ToListAsync();
        var now = time.Now();
        return found.ConvertAll(one => new InvitationView(
            one.invitation.Id, one.invitation.Note, one.name, one.invitation.ChatId, one.chat, one.invitation.Role, one.invitation.MakesAdmin, one.invitation.Uses, one.invitation.Used,
            one.invitation.CreatedAt, one.invitation.ExpiresAt, one.invitation.StateAt(now), one.invitation.IsOfServer));
    }

    Task RevokeAsync(IQueryable<Invitation> which, int invitationId, Action<Invitation> writeDown) => db.WriteAsync(async () =>
    {
        await db.LockInstallationAsync();
        var invitation = await which.AsNoTracking().SingleOrDefaultAsync(i => i.Id == invitationId) ?? throw Refused.NotFound();
        if (invitation.RevokedAt is null)
        {
            var now = time.Now();
            await db.Invitations.Where(i => i.Id == invitationId).ExecuteUpdateAsync(row => row.SetProperty(i => i.RevokedAt, now));
            writeDown(invitation);
        }

        return await db.SaveChangesAsync();
    });

    async Task<Invitation> OpenAsync(string? secret)
    {
        var hash = Invitation.HashOf(secret);
        var invitation = await Standing.AsNoTracking().SingleOrDefaultAsync(i => i.Hash == hash) ?? throw Invitation.Unknown();
        invitation.RequireOpen(time.Now());
        return invitation;
    }

    async Task<JoinedGroup?> EnterWithinAsync(int userId, Invitation invitation)
    {
        var joined = await members.JoinWithinAsync(userId, invitation.ChatId!.Value, invitation.Role);
        if (joined is not null)
        {
            await CountAsync(invitation);
        }

        return joined;
    }

    // Asked and counted in one statement: of two at once on the last use the second finds none left, and all that it did is undone.
    async Task CountAsync(Invitation invitation)
    {
        var now = time.Now();
        if (await Standing.Where(i => i.Id == invitation.Id && i.RevokedAt == null && i.ExpiresAt > now && i.Used < i.Uses)
                .ExecuteUpdateAsync(row => row.SetProperty(i => i.Used, i => i.Used + 1)) == 0)
        {
            throw Invitation.UsedUp();
        }
    }

    // Whoever may ask nobody in any more has asked nobody in.
    IQueryable<Invitation> Standing => db.Invitations.Where(i =>
        db.Users.Any(by => by.Id == i.CreatedBy && by.IsActive && (by.IsAdmin || !i.IsOfServer))
        && (i.ChatId == null || db.Memberships.Any(m => m.ChatId == i.ChatId && m.UserId == i.CreatedBy && (m.Role == Role.Owner || (m.Role == Role.Admin && i.Role == Role.Member)))));

    IQueryable<Invitation> OfServer => db.Invitations.Where(i => i.IsOfServer);

    IQueryable<Invitation> OfGroup(int chatId) => db.Invitations.Where(i => !i.IsOfServer && i.ChatId == chatId);

    static void RequireAdmin(Me me)
    {
        if (!me.IsAdmin)
        {
            throw Refused.NotFound();
        }
    }
}

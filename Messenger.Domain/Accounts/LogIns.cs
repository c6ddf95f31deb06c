using Microsoft.AspNetCore.Identity;

namespace Messenger.Domain;

/// <summary>The device and address from which somebody logs in.</summary>
/// <param name="Device">The User-Agent.</param>
/// <param name="IsKnown">They have logged in from this very device before.</param>
public sealed record Visit(string Device, string Address, SessionKind Kind, bool IsKnown);

/// <summary>The last step of logging in: what is asked for beside the password is taken in the transaction that begins the session.</summary>
public sealed class LogIns(Sessions sessions, SecondFactors factors, Passkeys passkeys, SafetyMails mails)
{
    /// <param name="proven">Whose password was just found right.</param>
    /// <param name="code">Of the second step; asked for only where that is on.</param>
    public async Task<Session> EnterAsync(User proven, string? code, Visit visit)
    {
        var typed = await factors.ReadAsync(proven.Id, code);
        return await StartAsync(proven, visit, async () => await factors.ProveAsync(proven.Id, typed));
    }

    /// <summary>A passkey is both steps: a thing somebody has, which itself has asked for a finger or a PIN.</summary>
    /// <param name="askedAt">When it was asked to sign.</param>
    public Task<Session> EnterAsync(User proven, UserPasskeyInfo shown, DateTimeOffset askedAt, Visit visit) =>
        StartAsync(proven, visit, () => passkeys.UseAsync(proven.Id, shown, askedAt));

    async Task<Session> StartAsync(User proven, Visit visit, Func<Task> prove)
    {
        var session = await sessions.StartAsync(proven, visit.Device, visit.Address, visit.Kind, async () =>
        {
            await prove();
            if (!visit.IsKnown && await sessions.IsNewDeviceAsync(proven.Id, visit.Device, visit.Address))
            {
                mails.Add(new SafetyNews(proven.Id, SafetyChange.NewDevice, visit.Device, visit.Address));
            }
        });
        mails.Wake();
        return session;
    }
}

namespace Messenger.Web;

/// <summary>
/// Counts tries of passwords, codes and new accounts, by the name that was typed and by the address. An account's e-mail and
/// username count apart: together they would tell a stranger that both are one person's.
/// </summary>
public sealed class PasswordTries(Accounts accounts, LogIns logIns, RateLimits limits, KnownDevices devices)
{
    /// <summary>The first step: whose name and password these are.</summary>
    public async Task<User> ProveAsync(HttpContext http, string? name, string? password)
    {
        var (device, people) = devices.Of(http);
        var owner = people.Count == 0 ? null : await accounts.FindAmongAsync(people, name);
        return await limits.TryAsync(
            () => accounts.LogInAsync(name, password), owner is null ? Strange(http, name) : [(Limit.Account, $"{owner} on {device}")], (Limit.Entry, TextRules.Account(name)));
    }

    /// <summary>The second step, and the session. Codes are counted by account, however many sessions and addresses they come from.</summary>
    public async Task<Session> EnterAsync(HttpContext http, User proven, string? code, bool isKept, SessionKind kind = SessionKind.Browser)
    {
        var visit = VisitOf(http, proven, kind);
        var counted = visit.IsKnown ? $"{proven.Id} on {devices.Of(http).Id}" : $"{proven.Id}";
        var session = string.IsNullOrWhiteSpace(code)
            ? await logIns.EnterAsync(proven, null, visit)
            : await limits.TryAsync(() => logIns.EnterAsync(proven, code, visit), [(Limit.Code, counted)]);
        devices.Remember(http, proven.Id, isKept);
        return session;
    }

    /// <summary>Both steps by a passkey.</summary>
    public async Task<Session> EnterAsync(HttpContext http, Func<Task<ShownPasskey>> show, bool isKept)
    {
        var shown = await limits.TryAsync(show, [(Limit.Address, http.Address())]);
        var session = await logIns.EnterAsync(shown.User, shown.Passkey, shown.AskedAt, VisitOf(http, shown.User, SessionKind.Browser));
        devices.Remember(http, shown.User.Id, isKept);
        return session;
    }

    public async Task<User> RegisterAsync(HttpContext http, string? email, Func<Task<User>> register)
    {
        var user = await limits.TryAsync(register, Strange(http, email), (Limit.Entry, $"new from {http.Address()}"));
        devices.Remember(http, user.Id, isKept: true);
        return user;
    }

    /// <summary>
    /// What asks for the password once more. Counted for its owner alone: strangers who guess at the log-in form must not keep them from it.
    /// </summary>
    /// <param name="code">A code that is shown as well is counted as one at the log-in is.</param>
    public Task<T> AgainAsync<T>(Me me, Func<Task<T>> act, string? code = null) => limits.TryAsync(
        act, string.IsNullOrWhiteSpace(code) ? [(Limit.Account, $"password of {me.Id}")] : [(Limit.Account, $"password of {me.Id}"), (Limit.Code, $"inside of {me.Id}")]);

    public Task AgainAsync(Me me, Func<Task> act, string? code = null) => AgainAsync(me, async () =>
    {
        await act();
        return true;
    }, code);

    Visit VisitOf(HttpContext http, User proven, SessionKind kind) =>
        new(http.Request.Headers.UserAgent.ToString(), http.Address(), kind, devices.Of(http).People.Contains(proven.Id));

    static (Limit, string)[] Strange(HttpContext http, string? name) => [(Limit.Address, http.Address()), (Limit.Account, TextRules.Account(name))];
}

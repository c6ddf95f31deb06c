using Messenger.Domain;

namespace Messenger.Web;

/// <summary>
/// Trying passwords and new accounts, counted by the name that was typed and by the address. An account's e-mail and username count
/// apart: together they would tell a stranger that both are one person's.
/// </summary>
public sealed class PasswordTries(Accounts accounts, RateLimits limits, KnownDevices devices)
{
    public async Task<User> LogInAsync(HttpContext http, string? name, string? password, bool isKept)
    {
        var (device, people) = devices.Of(http);
        var owner = people.Count == 0 ? null : await accounts.FindAmongAsync(people, name);
        var user = await limits.TryAsync(
            () => accounts.LogInAsync(name, password), owner is null ? Strange(http, name) : [(Limit.Account, $"{owner} on {device}")], (Limit.Entry, TextRules.Account(name)));
        devices.Remember(http, user.Id, isKept);
        return user;
    }

    public async Task<User> RegisterAsync(HttpContext http, string? email, Func<Task<User>> register)
    {
        var user = await limits.TryAsync(register, Strange(http, email), (Limit.Entry, $"new from {http.Address()}"));
        devices.Remember(http, user.Id, isKept: true);
        return user;
    }

    /// <summary>Counted for its owner alone: strangers who guess at the log-in form must not keep them from changing it.</summary>
    public Task ChangeAsync(Me me, string? current, string? next) => limits.TryAsync(
        async () =>
        {
            await accounts.ChangePasswordAsync(me, current, next);
            return true;
        }, [(Limit.Account, $"password of {me.Id}")]);

    static (Limit, string)[] Strange(HttpContext http, string? name) => [(Limit.Address, http.Address()), (Limit.Account, TextRules.Account(name))];
}

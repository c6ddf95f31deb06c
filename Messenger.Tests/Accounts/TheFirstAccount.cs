using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class TheFirstAccount : World
{
    [Fact]
    public async Task It_becomes_the_admin_and_the_second_does_not()
    {
        var first = await Register("ann");
        var second = await Register("bob");

        Assert.Equal((true, false), (first.IsAdmin, second.IsAdmin));
    }

    [Fact]
    public async Task When_several_register_at_once_one_becomes_the_admin()
    {
        var names = Enumerable.Range(0, 8).Select(i => $"person{i}");

        await Task.WhenAll(names.Select(name => Task.Run(() => Register(name), Cancelled)));

        Assert.Equal((8, 1), await Do(async (MessengerDb db) => (await db.Users.CountAsync(), await db.Users.CountAsync(user => user.IsAdmin))));
    }

    [Fact]
    public async Task Who_was_refused_was_not_the_first()
    {
        await Refuses(Reason.Invalid, Register("a"));

        Assert.True((await Register("ann")).IsAdmin);
    }

    [Fact]
    public async Task Before_it_nobody_is_there()
    {
        Assert.Empty(await Do((People p) => p.FindAsync(Ann, "")));
        await Refuses(Reason.Unknown, Do((Accounts a) => a.LogInAsync("ann@example.org", Password)));
    }

    protected override Task<Database> MakeDatabaseAsync() => Databases.EmptyAsync();

    Task<User> Register(string username) =>
        Do((Accounts a) => a.RegisterAsync(username, $"{username}@example.org", Password, null, new Preferences()));
}

public sealed class TheFirstAccountWhereRegistrationIsClosed : World
{
    protected override IEnumerable<(string, string)> Settings => [("Messenger:Registration", "closed")];

    [Fact]
    public async Task When_ten_register_at_once_is_the_only_one()
    {
        var outcomes = await Outcomes(Enumerable.Range(0, 10).Select(i => Task.Run(() => Register($"person{i}"), Cancelled)));

        Assert.Equal([null, .. Enumerable.Repeat("registration_closed", 9)], outcomes.Order());
        Assert.True((await Do((MessengerDb db) => db.Users.SingleAsync())).IsAdmin);
    }

    [Fact]
    public async Task Is_made_whatever_went_wrong_before_it()
    {
        Assert.Equal(Registration.First, await Do((Accounts a) => a.RegistrationAsync()));
        await Refuses(Reason.Invalid, Register("a"));

        Assert.True((await Register("ann")).IsAdmin);

        Assert.Equal(Registration.Closed, await Do((Accounts a) => a.RegistrationAsync()));
        await Refuses(Reason.Forbidden, "registration_closed", Register("b"));
    }

    protected override Task<Database> MakeDatabaseAsync() => Databases.EmptyAsync();

    Task<User> Register(string username) =>
        Do((Accounts a) => a.RegisterAsync(username, $"{username}@example.org", Password, null, new Preferences()));
}

using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class ChangingMyProfile : World
{
    [Fact]
    public async Task Others_see_the_new_name_and_status()
    {
        await Save(Ann, "anna", "Anna Karenina", "On the train");

        var ann = await See(Bob, Ann);
        Assert.Equal(("anna", "Anna Karenina", "On the train"), (ann.Username, ann.FullName, ann.Status));
    }

    [Fact]
    public async Task Without_a_full_name_there_is_none()
    {
        await Save(Ann, "ann", "  ", null);

        Assert.Null((await See(Bob, Ann)).FullName);
    }

    [Fact]
    public async Task Its_version_moves_so_that_rendered_messages_do_not_go_stale()
    {
        var before = await Says(Ann, "Hello");

        await Save(Ann, "ann", "Anna", null);

        var after = (await Newest(Bob))[0];
        Assert.Equal("Anna", after.Author.FullName);
        Assert.True(after.Author.Version > before.Author.Version);
    }

    [Fact]
    public async Task My_other_devices_hear_of_it()
    {
        await Save(Ann, "ann", "Anna", null);

        await HeardBy(Said<ListChanged>(), Ann);
    }

    [Fact]
    public async Task The_address_and_the_phone_number_are_my_own_business()
    {
        await Save(Ann, "ann", null, null, " +351 910 000 000 ");

        Assert.Equal("+351 910 000 000", await Do((MessengerDb db) => db.Users.Where(u => u.Id == Ann).Select(u => u.PhoneNumber).SingleAsync()));
        Assert.Equal((null, null), Shown(await See(Bob, Ann)));
    }

    [Fact]
    public async Task The_address_and_the_phone_number_are_shown_one_by_one()
    {
        await Show(email: true, phone: false);
        Assert.Equal(("ann@example.org", null), Shown(await See(Bob, Ann)));
        await Show(email: false, phone: true);
        Assert.Equal((null, "+351"), Shown(await See(Bob, Ann)));

        await Save(Ann, "ann", null, null, "+352");
        Assert.Equal((null, "+352"), Shown(await See(Bob, Ann)));

        Task Show(bool email, bool phone) => Do((Profiles p) => p.SaveAsync(Ann, "ann", null, null, "+351", email, phone));
    }

    [Fact]
    public async Task Keeping_my_own_username_is_not_taking_one() => await Save(Ann, "Ann", null, null);

    [Fact]
    public async Task A_taken_username_is_refused_and_nothing_changes()
    {
        await Refuses(Reason.Invalid, "username_taken", Save(Ann, "BOB", "Robert", null));

        Assert.Equal(("ann", null), ((await See(Bob, Ann)).Username, (await See(Bob, Ann)).FullName));
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Of_two_who_take_a_name_at_once_one_gets_it()
    {
        var outcomes = await Outcomes(new[] { Ann, Bob, Eve }.Select(who => Task.Run(() => Save(who, "max", null, null), Cancelled)));

        Assert.Equal([null, "username_taken", "username_taken"], outcomes.Order());
    }

    [Fact]
    public async Task Saving_at_once_with_other_settings_loses_neither()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(
            () => i % 2 == 0 ? Save(Ann, "ann", "Anna", null) : Do((Profiles p) => p.SavePreferencesAsync(Ann, new Preferences("ru"))), Cancelled)));

        var ann = await Do((MessengerDb db) => db.Users.SingleAsync(user => user.Id == Ann));
        Assert.Equal(("Anna", "ru"), (ann.FullName, ann.Preferences.Language));
    }

    [Fact]
    public async Task A_look_is_kept()
    {
        var preferences = new Preferences("ru", "dark", "compact", "Europe/Moscow");

        await Do((Profiles p) => p.SavePreferencesAsync(Ann, preferences));

        var session = await Do((Sessions s) => s.StartAsync(Ann, "Browser", "::1"));
        Assert.Equal(preferences, (await Do((Sessions s) => s.FindAsync(session.Id, "::1")))?.Preferences);
    }

    [Fact]
    public void A_look_that_does_not_exist_becomes_the_nearest_that_does()
    {
        Assert.Equal(new Preferences("ru", "dark", "compact", "Europe/Lisbon"), Preferences.From("ru", "dark", "compact", "Europe/Lisbon"));
        Assert.Equal(new Preferences(), Preferences.From("tlh", "neon", "cosy", "Mars/Olympus"));
        Assert.Equal(new Preferences(), Preferences.From(null, null, null, null));
        Assert.Equal(new Preferences(), Preferences.From("", "", "", new string('x', 65)));
    }

    [Theory]
    [InlineData(null, null, "username_short")]
    [InlineData("two words", null, "username_odd")]
    [InlineData("ann", "An\u202Ena", "name_hidden_characters")]
    [InlineData("ann", "An\nna", "name_hidden_characters")]
    [InlineData("ann", "An\u00ADna", "name_hidden_characters")]
    public async Task Names_obey_the_rules(string? username, string? fullName, string code) =>
        await Refuses(Reason.Invalid, code, Save(Ann, username, fullName, null));

    [Theory]
    [InlineData("\u202A+49 30 1234\u202C")]
    [InlineData("\u200E\uFEFF+49 30 1234\u00A0\u2060")]
    [InlineData("\u2066+49 30 1234\u2069")]
    public async Task A_number_is_kept_without_what_copying_put_around_it(string phone)
    {
        await Save(Ann, "ann", null, null, phone);

        Assert.Equal("+49 30 1234", await Do((MessengerDb db) => db.Users.Where(u => u.Id == Ann).Select(u => u.PhoneNumber).SingleAsync()));
    }

    [Theory]
    [InlineData("+49 30\u202C1234")]
    [InlineData("+49 30\u200D1234")]
    [InlineData("+49 30\u00AD1234")]
    public async Task What_cannot_be_seen_inside_a_number_is_shown_by_its_place(string phone)
    {
        var refused = await Refuses(Reason.Invalid, "name_hidden_characters", Save(Ann, "ann", null, null, phone));

        Assert.Equal(("phone_number", 6, "Behind character 6 is one that nobody can see: copying brings such along. Type it by hand."), (refused.Field, refused.Number, refused.Message));
    }

    [Fact]
    public async Task A_status_of_140_characters_fits_and_one_more_does_not()
    {
        await Save(Ann, "ann", null, new string('я', User.StatusLimit));

        var refused = await Refuses(Reason.Invalid, "too_long", Save(Ann, "ann", null, new string('я', User.StatusLimit + 1)));
        Assert.Equal("status", refused.Field);
    }

    [Fact]
    public async Task Nobody_has_no_profile() => await Refuses(Reason.NotFound, Save(Nobody, "nobody", null, null));

    /// <summary>From the time before it meant everybody.</summary>
    [Fact]
    public async Task Who_is_called_all_already_stays_so()
    {
        await Do((MessengerDb db) => db.Users.Where(user => user.Id == Ann).ExecuteUpdateAsync(row => row.SetProperty(user => user.UserName, "all")));

        await Do((Profiles p) => p.SaveAsync(Ann, "All", "Ann", null, null));

        await Refuses(Reason.Invalid, "username_everybody", Do((Profiles p) => p.SaveAsync(Bob, "all", null, null, null)));
    }

    Task Save(int who, string? username, string? fullName, string? status, string? phone = null) =>
        Do((Profiles p) => p.SaveAsync(who, username, fullName, status, phone));

    static (string? Email, string? Phone) Shown(PersonView person) => (person.Email, person.Phone);

    Task<PersonView> See(int me, int who) => Do((People p) => p.OneAsync(me, who));
}

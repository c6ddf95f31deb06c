using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Of what each chat may notify, and when.</summary>
public sealed class HeedingWhatPeopleChose : SubscribedWorld
{
    [Theory]
    [InlineData("all", "Hello", true)]
    [InlineData("mentions", "Hello", false)]
    [InlineData("mentions", "Hello @bob", true)]
    [InlineData("mentions", "Hello @BOB", true)]
    [InlineData("mentions", "Hello @bobby", false)]
    [InlineData("mentions", "Hello @ann", false)]
    [InlineData("mentions", "Hello @all", false)]
    [InlineData("none", "Hello @bob", false)]
    public async Task Heeds_the_level(string level, string text, bool isTold)
    {
        await Subscribe(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, Chat, level));
        var said = await Says(Ann, text);

        Assert.Equal(isTold, (await Told(said.Sequence)).Any());
    }

    [Theory]
    [InlineData("mentions", "@ALL: tea", true)]
    [InlineData("mentions", "Чай, @все!", true)]
    [InlineData("mentions", "`@all`", false)]
    [InlineData("none", "@all @bob", false)]
    public async Task Takes_everybody_of_a_group_for_each_of_them(string level, string text, bool isTold)
    {
        await Subscribe(Bob);
        var group = await Group(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, group, level));
        var said = await Says(Ann, text, group);

        Assert.Equal(isTold, (await Do((Pushes pushes) => pushes.ForMessagesAsync(new MessagePushes(group, said.Sequence)))).Any());
    }

    [Theory]
    [InlineData("mentions", true)]
    [InlineData("none", false)]
    public async Task Takes_an_answer_to_mine_for_a_mention(string level, bool isTold)
    {
        await Subscribe(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, Chat, level));
        var question = await Says(Bob, "Tea?");
        var answer = await Do((Messages messages) => messages.PostAsync(Ann, Chat, "Yes", replyTo: question.Id));

        Assert.Equal(isTold ? [PushKind.Mention] : [], (await Told(answer.Sequence)).Select(push => push.Content.Kind));
    }

    [Fact]
    public async Task Is_silent_where_it_is_muted_until_that_ends()
    {
        await Subscribe(Bob);
        await Do((PersonalChatSettings settings) => settings.MuteAsync(Bob, Chat, true, TimeSpan.FromHours(8)));
        var said = await Says(Ann, "Hello");
        Assert.Empty(await Told(said.Sequence));

        var until = (await Do((PersonalChatSettings settings) => settings.NotificationsAsync(Bob, Chat))).MutedUntil!.Value;
        await Do((PersonalChatSettings settings) => settings.UnmuteAsync(Bob, Chat, until.AddHours(1)));
        Assert.Empty(await Told(said.Sequence));
        await Do((PersonalChatSettings settings) => settings.UnmuteAsync(Bob, Chat, until));
        Assert.Single(await Told(said.Sequence));
    }

    [Theory]
    [InlineData("all", "@bob", true)]
    [InlineData("all", "@all", false)]
    [InlineData("mentions", "@bob", true)]
    [InlineData("none", "@bob", false)]
    public async Task Lets_what_names_somebody_through_a_mute(string level, string text, bool isTold)
    {
        await Subscribe(Bob);
        var group = await Group(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, group, level));
        await Do((PersonalChatSettings settings) => settings.MuteAsync(Bob, group, true));
        var said = await Says(Ann, text, group);

        var pushes = await Do((Pushes all) => all.ForMessagesAsync(new MessagePushes(group, said.Sequence)));

        Assert.Equal(isTold ? [PushKind.Mention] : [], pushes.Select(push => push.Content.Kind));
        Assert.Equal(level is not "none", await Do((ILookups lookups) => Pushes.HasReceiversAsync(lookups, group, Ann, Clock.Now(), isMention: true)));
        Assert.False(await Do((ILookups lookups) => Pushes.HasReceiversAsync(lookups, group, Ann, Clock.Now())));
    }

    // Bob is in Lisbon, where it is 12:00 in winter when the clock of the world says so.
    [Theory]
    [InlineData("Europe/Lisbon", "22:00", "07:00", true)]
    [InlineData("Europe/Lisbon", "11:00", "13:00", false)]
    [InlineData("Europe/Lisbon", "12:00", "13:00", false)]
    [InlineData("Europe/Lisbon", "11:00", "12:00", true)]
    [InlineData("Asia/Tokyo", "20:00", "08:00", false)]
    [InlineData("Asia/Tokyo", "22:00", "08:00", true)]
    [InlineData("America/Los_Angeles", "23:00", "06:00", false)]
    public async Task Lets_people_sleep(string zone, string from, string to, bool isTold)
    {
        await Subscribe(Bob);
        await Do((Profiles profiles) => profiles.SavePreferencesAsync(Bob, new Preferences(TimeZone: zone, Quiet: $"{QuietHours.Checked(from, to)}")));
        var said = await Says(Ann, "Hello");
        var call = await Do((Calls calls) => calls.StartAsync(Ann, Chat, "audio"));

        Assert.Equal(isTold, (await Told(said.Sequence)).Any());
        Assert.Equal(isTold, (await Do((Pushes pushes) => pushes.ForCallAsync(new CallPushes(call.Id, true)))).Any());
    }
}

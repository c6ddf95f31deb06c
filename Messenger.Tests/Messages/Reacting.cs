using Messenger.Domain;

namespace Messenger.Tests;

public sealed class Reacting : World
{
    [Fact]
    public async Task Everybody_in_the_chat_sees_it()
    {
        var hello = await Says(Ann, "Hello");

        await React(Bob, hello.Id, "👍");

        var said = Said<ReactionsChanged>();
        var reaction = Assert.Single(said.Message.Reactions);
        Assert.Equal(("👍", Bob), (reaction.Emoji, Assert.Single(reaction.UserIds)));
        await HeardBy(said, Ann, Bob);
    }

    [Fact]
    public async Task It_takes_a_new_revision_and_does_not_count_as_an_edit()
    {
        var hello = await Says(Ann, "Hello");

        var liked = await React(Bob, hello.Id, "👍");

        Assert.Equal((hello.Revision + 1, false), (liked.Revision, liked.IsEdited));
    }

    [Fact]
    public async Task The_same_emoji_again_takes_it_back()
    {
        var hello = await Says(Ann, "Hello");
        await React(Bob, hello.Id, "👍");

        var unliked = await React(Bob, hello.Id, "👍");

        Assert.Empty(unliked.Reactions);
        Assert.Equal(hello.Revision + 2, unliked.Revision);
    }

    [Fact]
    public async Task The_same_emoji_of_two_people_is_counted_together()
    {
        var hello = await Says(Ann, "Hello");
        await React(Bob, hello.Id, "👍");

        var liked = await React(Ann, hello.Id, "👍");

        Assert.Equal([Bob, Ann], Assert.Single(liked.Reactions).UserIds);
    }

    [Fact]
    public async Task They_stand_in_the_order_of_the_first_of_each()
    {
        var hello = await Says(Ann, "Hello");
        await React(Bob, hello.Id, "🎉");
        await React(Bob, hello.Id, "👍");

        var liked = await React(Ann, hello.Id, "🎉");

        Assert.Equal(["🎉", "👍"], liked.Reactions.Select(r => r.Emoji));
    }

    [Fact]
    public async Task Twenty_kinds_are_the_limit_and_joining_one_of_them_is_not_a_21st()
    {
        var hello = await Says(Ann, "Hello");
        var kinds = Enumerable.Range(0, Reaction.KindLimit).Select(i => char.ConvertFromUtf32(0x1F600 + i)).ToList();
        foreach (var kind in kinds)
        {
            await React(Ann, hello.Id, kind);
        }

        await Refuses(Reason.Invalid, "too_many_reactions", React(Bob, hello.Id, "👍"));
        Assert.Equal(20, (await React(Bob, hello.Id, kinds[0])).Reactions.Count);
    }

    [Theory]
    [InlineData("👍")]
    [InlineData("👍🏽")]
    [InlineData("❤️")]
    [InlineData("🏳️‍🌈")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("🇵🇹")]
    [InlineData("3️⃣")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("‼️")]
    [InlineData("ℹ️")]
    [InlineData("↔️")]
    [InlineData("⤴️")]
    [InlineData("◼️")]
    [InlineData("〰️")]
    [InlineData("🫪")]
    [InlineData("🛘")]
    [InlineData("🏽")]
    public async Task One_emoji_is_a_reaction(string emoji)
    {
        var hello = await Says(Ann, "Hello");

        Assert.Equal(emoji, Assert.Single((await React(Bob, hello.Id, emoji)).Reactions).Emoji);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("+1")]
    [InlineData("👍👍")]
    [InlineData("👍 ")]
    [InlineData("👍\0")]
    [InlineData("<b>")]
    [InlineData("★")]
    [InlineData("\u2800")]
    [InlineData("\uFE0F")]
    [InlineData("👍\u200d")]
    [InlineData("👍\u0301\u0301")]
    public async Task Anything_else_is_not(string? emoji)
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.Invalid, "not_an_emoji", React(Bob, hello.Id, emoji));
    }

    [Theory]
    [InlineData("❤", "❤️")]
    [InlineData("❤\uFE0E", "❤️")]
    [InlineData("👍\uFE0F", "👍")]
    [InlineData("👁‍🗨", "👁️‍🗨️")]
    [InlineData("3\u20E3", "3️⃣")]
    [InlineData("🏳‍🌈", "🏳️‍🌈")]
    public async Task What_looks_the_same_counts_as_one(string spelled, string shown)
    {
        var hello = await Says(Ann, "Hello");

        Assert.Equal(shown, Assert.Single((await React(Bob, hello.Id, spelled)).Reactions).Emoji);
        Assert.Equal([Bob, Ann], Assert.Single((await React(Ann, hello.Id, shown)).Reactions).UserIds);
        Assert.Equal([Ann], Assert.Single((await React(Bob, hello.Id, shown)).Reactions).UserIds);
        Assert.Empty((await React(Ann, hello.Id, spelled)).Reactions);
    }

    [Fact]
    public async Task What_was_kept_in_several_spellings_is_counted_as_one_and_taken_back_as_one()
    {
        var hello = await Says(Ann, "Hello");
        await Kept(hello.Id, (Ann, "❤"), (Ann, "❤️"), (Bob, "❤"));

        Assert.Equal(("❤️", 2), Assert.Single((await Newest(Ann))[0].Reactions.Select(one => (one.Emoji, one.UserIds.Count))));
        Assert.Equal([Bob], Assert.Single((await React(Ann, hello.Id, "❤️")).Reactions).UserIds);
        Assert.Empty((await Do((Messages m) => m.ReactAsync(Bob, hello.Id, "❤️", isOn: false))).Reactions);
    }

    [Fact]
    public async Task What_was_kept_when_any_sign_was_taken_can_be_joined_and_taken_back()
    {
        var hello = await Says(Ann, "Hello");
        await Kept(hello.Id, (Ann, "★"));

        Assert.Equal([Ann, Bob], Assert.Single((await React(Bob, hello.Id, "★")).Reactions).UserIds);
        await React(Ann, hello.Id, "★");
        Assert.Empty((await React(Bob, hello.Id, "★")).Reactions);
        await Refuses(Reason.Invalid, "not_an_emoji", React(Bob, hello.Id, "★"));
    }

    [Fact]
    public async Task Every_emoji_of_Unicode_is_known_in_every_spelling()
    {
        var all = (await File.ReadAllTextAsync(Path.Combine(EveryText.Root, "Messenger.Domain/Lists/emoji.txt"), Cancelled)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

        // Unicode 17 has 3,944, and nine parts of such.
        Assert.InRange(all.Length, 3953, 10_000);
        Assert.All(all, one => Assert.Equal([one, one], new[] { Emoji.Spelled(one), Emoji.Spelled(one.Replace("\uFE0F", "")) }));
    }

    [Fact]
    public async Task Half_a_character_is_not_either()
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.Invalid, "not_an_emoji", React(Bob, hello.Id, "\ud83d"));
    }

    [Fact]
    public async Task Nobody_reacts_to_what_is_gone()
    {
        var hello = await Says(Ann, "Hello");
        await Do((Messages m) => m.DeleteAsync(Ann, hello.Id));

        await Refuses(Reason.Conflict, "deleted", React(Bob, hello.Id, "👍"));
    }

    [Fact]
    public async Task A_stranger_finds_no_message()
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.NotFound, React(Eve, hello.Id, "👍"));
        Assert.Empty((await Newest(Ann))[0].Reactions);
    }

    Task Kept(int message, params (int Who, string Emoji)[] reactions) => Do(async (MessengerDb db) =>
    {
        db.AddRange(reactions.Select(one => new Reaction { MessageId = message, UserId = one.Who, Emoji = one.Emoji }));
        await db.SaveChangesAsync();
    });

    Task<MessageView> React(int who, int message, string? emoji) => Do((Messages m) => m.ReactAsync(who, message, emoji));
}

using Messenger.Domain;

namespace Messenger.Tests;

public sealed class Mentioning : World
{
    [Fact]
    public async Task A_member_of_the_chat_is_mentioned_by_username()
    {
        var hello = await Says(Ann, "Hello @bob");

        Assert.Equal(Bob, Assert.Single(hello.Mentions).Value);
        Assert.Equal(hello.Mentions, (await Newest(Bob))[0].Mentions);
    }

    [Fact]
    public async Task However_it_is_capitalised()
    {
        var hello = await Says(Ann, "Hello @BOB");

        Assert.Equal(Bob, hello.Mentions["Bob"]);
    }

    [Fact]
    public async Task In_any_script_however_it_is_composed()
    {
        var jose = await Person("jos\u00e9", null);
        var olga = await Person("ольга", null);
        var group = await Group(jose, olga);

        var hello = await Says(Ann, "@Ольга and @jose\u0301", group);

        Assert.Equal([jose, olga], hello.Mentions.Values.Order());
    }

    [Theory]
    [InlineData("交给@bob处理")]
    [InlineData("@bobさん、こんにちは")]
    [InlineData("@bob에게")]
    [InlineData("(@bob), 「@bob」")]
    [InlineData("@bob-nak, @bob's")]
    public async Task Beside_whatever_a_language_puts_there(string text)
    {
        Assert.Equal(Bob, (await Says(Ann, text)).Mentions["bob"]);
    }

    [Theory]
    [InlineData("@bobby")]
    [InlineData("@bob2")]
    [InlineData("@bob_x")]
    [InlineData("@bob@elsewhere.example")]
    [InlineData("bob@bob.example")]
    public async Task Nobody_else_is_meant_by_a_longer_name(string text)
    {
        Assert.Empty((await Says(Ann, text)).Mentions);
    }

    [Fact]
    public async Task Of_two_whose_names_begin_alike_the_longer_one_when_that_was_typed()
    {
        var bobby = await Person("bobさん", null);
        var group = await Group(Bob, bobby);

        Assert.Equal([bobby], (await Says(Ann, "@bobさん、これ", group)).Mentions.Values);
        Assert.Equal([Bob], (await Says(Ann, "@bobにも", group)).Mentions.Values);
    }

    [Fact]
    public async Task With_vowel_signs()
    {
        var mira = await Person("मीरा", null);
        var group = await Group(mira);

        var hello = await Says(Ann, "नमस्ते @मीरा, कैसी हो?", group);

        Assert.Equal(mira, Assert.Single(hello.Mentions).Value);
    }

    [Fact]
    public async Task Several_people_and_myself()
    {
        var hello = await Says(Ann, "@bob and @ann, and @bob again");

        Assert.Equal([Ann, Bob], hello.Mentions.Values.Order());
    }

    [Fact]
    public async Task Nobody_outside_the_chat_is_mentioned()
    {
        Assert.Empty((await Says(Ann, "Shall we ask @eve? Or @nobody?")).Mentions);
    }

    [Fact]
    public async Task An_edit_mentions_whom_it_names_now()
    {
        var hello = await Says(Ann, "Hello @bob");

        var edited = await Do((Messages m) => m.EditAsync(Ann, hello.Id, "Hello @ann"));

        Assert.Equal(Ann, Assert.Single(edited.Mentions).Value);
    }

    [Fact]
    public async Task A_mention_stays_when_its_person_leaves()
    {
        var group = await Group(Bob);
        await Says(Ann, "Hello @bob", group);

        await Do((Members m) => m.LeaveAsync(Bob, group));

        Assert.Equal(Bob, (await Newest(Ann, group))[1].Mentions["bob"]);
    }

    [Fact]
    public async Task Everybody_of_a_small_group_by_whoever_is_in_it()
    {
        var group = await Group([Bob, .. await People(Everybody.SmallGroup - 2)]);

        Assert.Equal([Everybody.Id], (await Says(Bob, "@All and @all, @все!", group)).Mentions.Values.Distinct());
        Assert.Empty((await Says(Bob, "@allen and `@all`", group)).Mentions);
        Assert.Empty((await Says(Bob, "@all")).Mentions);
    }

    [Fact]
    public async Task Everybody_of_a_larger_one_by_its_admins()
    {
        var group = await Group([Bob, Eve, .. await People(Everybody.SmallGroup - 2)]);
        await Do((Members m) => m.ChangeRoleAsync(Ann, group, Bob, Role.Admin));

        Assert.Equal([Everybody.Id], (await Says(Ann, "@все", group)).Mentions.Values.Distinct());
        Assert.Equal([Everybody.Id], (await Says(Bob, "@all", group)).Mentions.Values.Distinct());
        var plain = await Says(Eve, "@all", group);
        Assert.Empty(plain.Mentions);
        Assert.Empty((await Do((Messages m) => m.EditAsync(Eve, plain.Id, "@all, and @все"))).Mentions);
    }

    [Fact]
    public async Task Nobody_but_who_is_called_so()
    {
        var all = await Person("all", null);

        Assert.Equal([all], (await Says(Ann, "@all", await Group(Bob, all))).Mentions.Values);
    }

    [Fact]
    public async Task Offers_who_is_called_so_and_whom_I_wrote_to_first()
    {
        var (zoe, kurt) = (await Person("zoe", "Zoë Berg"), await Person("kurt", "Kurt Zorn"));
        var group = await Group(Bob, zoe, kurt, await Person("bertha", "Bertha Zola"));
        await Says(Ann, "Hello", await Do((Chats chats) => chats.DirectAsync(Ann, kurt)));
        await Says(Ann, "Hello", await Do((Chats chats) => chats.DirectAsync(Ann, zoe)));

        Assert.Equal(["zoe", "kurt", "bertha", "bob"], (await Offered("", group)).Names);
        Assert.Equal(["zoe", "kurt", "bertha"], (await Offered("ZO", group)).Names);
        Assert.Equal(["bertha", "bob"], (await Offered("b", group)).Names.Except(["zoe"]));
        Assert.Empty((await Offered("orn", group)).Names);
        Assert.Equal((1, "все"), ((await Offered("ВС", group)).All.Count, (await Offered("в", group)).All[0]));
        Assert.Equal(["all", "все"], (await Offered("", group)).All);
        Assert.Empty((await Offered("", Chat)).All);
        await Refuses(Reason.NotFound, Do((Mentions m) => m.SuggestAsync(Eve, group, "b")));

        async Task<(IEnumerable<string> Names, IReadOnlyList<string> All)> Offered(string typed, int chat)
        {
            var found = await Do((Mentions m) => m.SuggestAsync(Ann, chat, typed));
            return (found.People.Select(person => person.Username), found.Everybody);
        }
    }

    [Fact]
    public async Task Offers_no_more_than_one_looks_through_and_all_only_to_who_may_mention_them()
    {
        var group = await Group([Bob, .. await People(Everybody.SmallGroup)]);

        var (anns, bobs) = (await Do((Mentions m) => m.SuggestAsync(Ann, group, "")), await Do((Mentions m) => m.SuggestAsync(Bob, group, "")));

        Assert.Equal((Mentions.Limit - 1, Mentions.Limit), (anns.People.Count, bobs.People.Count));
        Assert.Empty(bobs.Everybody);
    }
}

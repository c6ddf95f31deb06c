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
}

using Messenger.Domain;

namespace Messenger.Tests;

public sealed class NamesAndTexts : World
{
    /// <summary>Each of which looks like nothing at all.</summary>
    public static TheoryData<string> NothingToBeSeen =>
    [
        "\u200b", "\u2800", "\u3164", "\u115f\u1160", "\uffa0", "\u00ad", "\u034f", "\u180e", "\u2060\u2064", "\ufeff", "\u200c\u200d", "\ufe0f",
        "\u202e\u202c", "\u17b4", "\U0001d159", "\U000e0020", " \u3000\u2800\u3164 ",
    ];

    [Fact]
    public async Task A_text_of_8000_characters_fits_and_one_more_does_not()
    {
        var longest = new string('я', Message.TextLimit);

        Assert.Equal(longest, (await Says(Ann, longest)).Text);
        await Refuses(Reason.Invalid, "text_too_long", Says(Ann, longest + "я"));
    }

    [Fact]
    public async Task An_emoji_counts_as_one()
    {
        var party = string.Concat(Enumerable.Repeat("🎉", Message.TextLimit));

        Assert.Equal(party, (await Says(Ann, party)).Text);
        await Refuses(Reason.Invalid, "text_too_long", Says(Ann, party + "🎉"));
    }

    [Fact]
    public async Task A_line_end_counts_as_one_however_it_came()
    {
        var lines = "." + string.Concat(Enumerable.Repeat("\r\n", Message.TextLimit - 1));

        Assert.Equal(Message.TextLimit, (await Says(Ann, lines)).Text.Length);
        await Refuses(Reason.Invalid, "text_too_long", Says(Ann, lines + "\r\n"));
    }

    [Theory]
    [InlineData("One\r\ntwo\rthree\nfour", "One\ntwo\nthree\nfour")]
    [InlineData("  indented, and trailing  ", "  indented, and trailing  ")]
    [InlineData("cafe\u0301", "cafe\u0301")]
    [InlineData("\u202Egnp.exe", "\u202Egnp.exe")]
    [InlineData("<script>alert(1)</script> & 'quotes'", "<script>alert(1)</script> & 'quotes'")]
    public async Task A_text_stays_as_typed_but_for_its_line_ends(string typed, string kept)
    {
        await Says(Ann, typed);

        Assert.Equal(kept, (await Newest(Bob))[0].Text);
    }

    [Fact]
    public async Task What_no_database_can_hold_is_refused()
    {
        await Refuses(Reason.Invalid, "not_text", Says(Ann, "a\0b"));
        await Refuses(Reason.Invalid, "not_text", Says(Ann, "a\uFFFEb"));
        await Refuses(Reason.Invalid, "not_text", Says(Ann, "\ud83d"));
        await Refuses(Reason.Invalid, "not_text", Says(Ann, "\ude00\ud83d"));
        await Refuses(Reason.Invalid, "not_text", Says(Ann, "ends with half an emoji \ud83d"));
        Assert.Empty(await Newest(Ann));
    }

    [Theory]
    [MemberData(nameof(NothingToBeSeen))]
    public async Task What_cannot_be_seen_is_no_text(string nothing)
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.Invalid, "text_missing", Says(Ann, nothing));
        await Refuses(Reason.Invalid, "text_missing", Do((Messages m) => m.EditAsync(Ann, hello.Id, nothing)));
        Assert.Equal("Hello", Assert.Single(await Newest(Bob)).Text);
    }

    [Theory]
    [MemberData(nameof(NothingToBeSeen))]
    public async Task Nor_is_it_a_name(string nothing)
    {
        var group = await Group(Bob);

        await Refuses(Reason.Invalid, Do((Chats c) => c.GroupAsync(Ann, nothing, [])));
        await Refuses(Reason.Invalid, Do((Members m) => m.RenameAsync(Ann, group, nothing)));
        await Refuses(Reason.Invalid, Do((Accounts a) => a.RegisterAsync(nothing, "new@example.org", Password, null, new Preferences())));
        await Refuses(Reason.Invalid, Do((Accounts a) => a.RegisterAsync("new", "new@example.org", Password, nothing, new Preferences())));
        Assert.Equal("Hikers", (await Open(Ann, group)).Name);
    }

    [Theory]
    [InlineData("👩\u200d👩\u200d👧")]
    [InlineData("❤\uFE0F")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("می\u200cخواهم")]
    [InlineData("⠓\u2800⠊")]
    [InlineData("한\u3164국")]
    public async Task Joiners_and_fillers_between_what_is_seen_stay(string typed) => Assert.Equal(typed, (await Says(Ann, typed)).Text);

    [Theory]
    [InlineData("  Hikers  ", "Hikers")]
    [InlineData("\u2068Hikers\u2069\u200D", "Hikers")]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("Друзья 🎉", "Друзья 🎉")]
    [InlineData("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦")]
    public async Task A_name_is_trimmed_and_normalised(string typed, string kept)
    {
        var group = await Do((Chats c) => c.GroupAsync(Ann, typed, []));

        Assert.Equal(kept, (await Open(Ann, group)).Name);
    }

    [Fact]
    public async Task A_name_cannot_turn_the_line_round_or_hide_something()
    {
        foreach (var code in (int[])[0x07, 0x0A, 0x7F, 0x85, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF])
        {
            var name = $"Hik{char.ConvertFromUtf32(code)}ers";
            await Refuses(Reason.Invalid, "name_hidden_characters", Do((Chats c) => c.GroupAsync(Ann, name, [])));
        }
    }

    [Fact]
    public async Task Neither_NUL_nor_half_a_character_is_a_name()
    {
        await Refuses(Reason.Invalid, "not_text", Do((Chats c) => c.GroupAsync(Ann, "a\0b", [])));
        await Refuses(Reason.Invalid, "not_text", Do((Chats c) => c.GroupAsync(Ann, "\ud83d", [])));
    }

    [Fact]
    public async Task A_name_of_80_characters_fits_and_one_more_does_not()
    {
        var longest = string.Concat(Enumerable.Repeat("🎉", Domain.Chat.NameLimit));

        Assert.Equal(longest, (await Open(Ann, await Do((Chats c) => c.GroupAsync(Ann, longest, [])))).Name);
        await Refuses(Reason.Invalid, "too_long", Do((Chats c) => c.GroupAsync(Ann, longest + "🎉", [])));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_group_needs_a_name(string? name) =>
        await Refuses(Reason.Invalid, "name_missing", Do((Chats c) => c.GroupAsync(Ann, name, [])));
}

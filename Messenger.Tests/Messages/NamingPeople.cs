using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>An @ before a name, of those who are there.</summary>
[RunsOnce]
public sealed class NamingPeople : MarkupTexts
{
    [Theory]
    [InlineData("@Kofi", "", "@Kofi", 3, "")]
    [InlineData("hi @KOFI's", "hi ", "@KOFI", 3, "&#39;s")]
    [InlineData("(@a.b-c.-)", "(", "@a.b-c", 9, ".-)")]
    [InlineData("你好@Зоя,", "你好", "@Зоя", 7, ",")]
    [InlineData("@Jose\u0301", "", "@Jose\u0301", 8, "")]
    [InlineData("_@Kofi_", "<em>", "@Kofi", 3, "</em>")]
    [InlineData("@kofi_", "", "@kofi_", 10, "")]
    [InlineData("交给@kofi处理", "交给", "@kofi", 3, "处理")]
    [InlineData("@Kofiさん", "", "@Kofi", 3, "さん")]
    [InlineData("@Kofi에게", "", "@Kofi", 3, "에게")]
    [InlineData("@Kofiครับ", "", "@Kofi", 3, "ครับ")]
    [InlineData("@Kofiу, @x", "", "@Kofi", 3, "у, @x")]
    [InlineData("@Kofi-ye", "", "@Kofi", 3, "-ye")]
    [InlineData("「@Kofi」", "「", "@Kofi", 3, "」")]
    [InlineData("[@Kofi]", "[", "@Kofi", 3, "]")]
    [InlineData("@a.b-c.d", "", "@a.b-c", 9, ".d")]
    public void A_mention_names_the_person(string text, string before, string name, int id, string after) =>
        Assert.Equal($"""<p>{before}<a class="mention" href="/people/{id}" data-people="{id}">{name}</a>{after}</p>""", Html(text));

    [Theory]
    [InlineData("@bob"), InlineData("me@Kofi"), InlineData("@@Kofi"), InlineData("@ Kofi"), InlineData("@Kofia")]
    [InlineData("@Kofi2"), InlineData("@Kofi_x"), InlineData("@Зоям"), InlineData("@Kofi\u0301"), InlineData("@kofi@elsewhere.example")]
    public void Who_is_not_there_is_not_mentioned(string text) => Assert.Equal($"<p>{text}</p>", Html(text));

    [Fact]
    public void Mentions_are_found_once_and_not_in_code_or_links()
    {
        var text = "@Ann, @ann @bob.x. `@c1` **@Зоя** a@d1.example https://e.example/@e1 @x";
        Assert.Equal(["Ann", "bob.x", "bob", "Зоя"], Markup.NamesIn(text));
        Assert.Equal([1, 7], Markup.MentionedIn(text, People).Values.Order());
        Assert.Empty(Markup.NamesIn("```\n@ann\n```\n[@bob](https://a.example)\n\\@eve @" + new string('a', 33)));
        Assert.Equal([new string('a', 32)], Markup.NamesIn("@" + new string('a', 32) + "."));
    }

    [Fact]
    public void At_most_fifty_people_are_mentioned()
    {
        var crowd = Enumerable.Range(10, 60).ToDictionary(i => $"p{i}");

        Assert.Equal(50, Markup.MentionedIn(string.Join(' ', crowd.Keys.Select(name => "@" + name)), crowd).Count);
    }

    [Fact]
    public void Of_two_whose_names_begin_alike_the_one_who_was_named_is_mentioned()
    {
        var people = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["bob"] = 2, ["bobさん"] = 3, ["bob-nak"] = 4 };

        Assert.Equal([3], Markup.MentionedIn("@bobさん", people).Values);
        Assert.Equal([2, 4], Markup.MentionedIn("@bobは @bob-nak", people).Values.Order());
    }
}

using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Marks within a line, and what is left of a text without them.</summary>
[RunsOnce]
public sealed class WritingMarkup : MarkupTexts
{
    [Theory]
    [InlineData("**bold** *italic* _too_ ~~gone~~ `code`",
        "<strong>bold</strong> <em>italic</em> <em>too</em> <s>gone</s> <code>code</code>")]
    [InlineData("***both***", "<em><strong>both</strong></em>")]
    [InlineData("***both** one*", "<em><strong>both</strong> one</em>")]
    [InlineData("**a *b***", "<strong>a <em>b</em></strong>")]
    [InlineData("**a ~~b _c_~~**", "<strong>a <s>b <em>c</em></s></strong>")]
    [InlineData("**two\nlines**", "<strong>two\nlines</strong>")]
    [InlineData("**User**s and 这是**重点**内容", "<strong>User</strong>s and 这是<strong>重点</strong>内容")]
    [InlineData("`**`", "<code>**</code>")]
    [InlineData("`` `a` ``", "<code>`a`</code>")]
    [InlineData("```one line```", "<code>one line</code>")]
    public void Bold_italic_and_code_are_rendered(string text, string html) => Assert.Equal($"<p>{html}</p>", Html(text));

    [Theory]
    [InlineData("snake_case_name and 名_前_だ")]
    [InlineData("2*3*4 and 2**3**4 and f(*args, **kwargs)")]
    [InlineData("5 * 3 * 2 and a ~ b ~ c and ~one~")]
    [InlineData("__init__ and ****four****")]
    [InlineData("**open and *open and `open and ~~open")]
    [InlineData("# no heading, | no table |, ![no image]")]
    [InlineData("hi *_* and *_* and ~~*~~")]
    [InlineData("**a*")]
    [InlineData("*.log, *.* and src/**/*.cs and test/**/*.cs")]
    [InlineData("(*.cs|*.x), (*) and (*), 5*x + 3*y, int *a, *b")]
    [InlineData("(^_^) and (^_^), ;_; ;_;, -_- -_-, (*^▽^*), (*´ω`*), :_( :_(")]
    [InlineData("**!** and *?*")]
    [InlineData("-\n-5 degrees\n1.5 and 2.")]
    public void Marks_that_mark_nothing_are_shown_as_typed(string text) => Assert.Equal($"<p>{text}</p>", Html(text));

    [Theory]
    [InlineData("*"), InlineData("**"), InlineData("***"), InlineData("**`**")]
    [InlineData("_"), InlineData("*_*"), InlineData("-_-")]
    [InlineData("~~~~"), InlineData("` `"), InlineData("```"), InlineData("```\n```"), InlineData("-"), InlineData("- - -")]
    [InlineData("* * *"), InlineData("1."), InlineData("1. -"), InlineData("[]()")]
    [InlineData("[ ](x)"), InlineData("\\"), InlineData("@")]
    public void Lone_marks_are_shown_as_typed(string text) => Assert.Equal($"<p>{text}</p>", Html(text));

    [Theory]
    [InlineData(@"\*a\* \_b\_ \~~c~~ \`d\` \@Kofi", "*a* _b_ ~~c~~ `d` @Kofi")]
    [InlineData(@"\*a* \**b** \*\*c\*\* \`d` *e\*", "*a* **b** **c** `d` *e*")]
    [InlineData(@"*a \*b\* c* **d *e\* f**", "<em>a *b* c</em> <strong>d *e* f</strong>")]
    [InlineData("\\> a", "&gt; a")]
    [InlineData("\\- a\n\\* b\n- c", "- a\n* b\n- c")]
    [InlineData("1\\. a\n2\\. b", "1. a\n2. b")]
    public void A_backslash_takes_a_mark_its_meaning(string text, string html) => Assert.Equal($"<p>{html}</p>", Html(text));

    [Theory]
    [InlineData(@"¯\_(ツ)_/¯")]
    [InlineData(@"¯\_(ツ)_/¯ and ¯\_(ツ)_/¯, or ¯\\_(ツ)_/¯")]
    [InlineData(@"D:\_old\[2024]\*.log")]
    [InlineData(@"D:\*.log, E:\_new\[2025]\*.log and D:\@eaDir\@Kofi")]
    [InlineData(@"\\server\share C:\.git ^\-\.$ a    b  \|  c")]
    [InlineData(@"2\*3\*4, snake\_case\_name, a\*, \*b, \[c](d), \- e, 1\. f")]
    public void A_backslash_before_what_marks_nothing_stays(string text)
    {
        Assert.Equal($"<p>{text}</p>", Html(text));
        Assert.Equal($"<ul><li>{text}</li><li>b</li></ul>", Html($"- {text}\n- b"));
        Assert.Equal($"<blockquote><p>{text}</p></blockquote>", Html($"> {text}"));
        Assert.Equal(Regex.Replace(text, " +", " "), Markup.ToPlain(text, 200));
    }

    [Fact]
    public void Code_keeps_its_backslashes() => Assert.Equal(@"<p><code>\*</code></p>", Html(@"`\*`"));

    [Fact]
    public void Nesting_ends_at_eight()
    {
        var quotes = Html(string.Concat(Enumerable.Repeat("> ", 10)) + "a");
        Assert.Equal(8, quotes.Split("<blockquote>").Length - 1);
        Assert.Contains("<p>&gt; &gt; a</p>", quotes);

        var lists = Html(string.Join('\n', Enumerable.Range(0, 10).Select(i => new string(' ', 2 * i) + "- a")));
        Assert.Equal(8, lists.Split("<ul>").Length - 1);

        var marks = Html(string.Concat(Enumerable.Repeat("**a *b ", 10)) + string.Concat(Enumerable.Repeat("c* d**", 10)));
        Assert.Equal(8, marks.Split("<strong>").Length + marks.Split("<em>").Length - 2);
    }

    [Theory]
    [InlineData("**Hi** @Kofi,\n\n> a & b\n- [c](https://x.example)\n- `<d>`", 80, "Hi @Kofi, a & b c <d>")]
    [InlineData("1986. A good year\n- a\n  7. b\n  8. c\n- d", 80, "1986. A good year a 7. b 8. c d")]
    [InlineData("&lt; &amp;amp; it's", 80, "&lt; &amp;amp; it's")]
    [InlineData("  a \u00a0\t\u2028 b  ", 80, "a b")]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "1234…")]
    [InlineData("123 56", 5, "123…")]
    [InlineData("ab👩‍👩‍👧cd", 9, "ab…")]
    [InlineData("abe\u0301cd", 4, "ab…")]
    [InlineData("👍👍", 1, "…")]
    [InlineData("abc", 0, "")]
    [InlineData("**", 9, "**")]
    public void Plain_text_is_one_line_without_marks_cut_between_letters(string text, int limit, string plain) =>
        Assert.Equal(plain, Markup.ToPlain(text, limit));
}

using Messenger.Domain;

namespace Messenger.Tests;

public sealed class WritingMarkup
{
    static readonly Dictionary<string, int> People = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ann"] = 1,
        ["Kofi"] = 3,
        ["Зоя"] = 7,
        ["José"] = 8,
        ["a.b-c"] = 9,
        ["kofi_"] = 10,
    };

    static string Html(string text) => Markup.ToHtml(text, People);

    static string Link(string address, string? words = null) =>
        $"""<a href="{address}" rel="nofollow noopener noreferrer" target="_blank">{words ?? address}</a>""";

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
    [InlineData(">"), InlineData(">>>"), InlineData("> >"), InlineData("> **")]
    [InlineData(">_<"), InlineData(">:("), InlineData(">5")]
    public void A_lone_angle_is_no_quote(string text) =>
        Assert.Equal($"<p>{text.Replace(">", "&gt;").Replace("<", "&lt;")}</p>", Html(text));

    [Theory]
    [InlineData(@"\*a\* \_b\_ \~~c~~ \`d\` \[e](f) \@Kofi", "<p>*a* _b_ ~~c~~ `d` [e](f) @Kofi</p>")]
    [InlineData("\\> a", "<p>&gt; a</p>")]
    [InlineData("\\- a\n1\\. b", "<p>- a\n1. b</p>")]
    [InlineData(@"\\server\share C:\.git ^\-\.$", @"<p>\\server\share C:\.git ^\-\.$</p>")]
    [InlineData(@"**a\*b**", "<p><strong>a*b</strong></p>")]
    [InlineData(@"`\*`", @"<p><code>\*</code></p>")]
    public void A_backslash_takes_a_mark_its_meaning(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n\t\n", "")]
    [InlineData("a\nb\r\nc\rd", "<p>a\nb\nc\nd</p>")]
    [InlineData("a\n\n \nb", "<p>a</p><p>b</p>")]
    [InlineData("```cs\nif (a < b)\n  **c**\n```", "<pre><code>if (a &lt; b)\n  **c**</code></pre>")]
    [InlineData("see\n```\na\n\nb```\nok", "<p>see</p><pre><code>a\n\nb</code></pre><p>ok</p>")]
    [InlineData("```var a = 1;\nb```", "<pre><code>var a = 1;\nb</code></pre>")]
    [InlineData("```\nnever closed", "<p>```\nnever closed</p>")]
    public void Blank_lines_part_paragraphs_and_fences_hold_code(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("> a\n> b\nc", "<blockquote><p>a\nb</p></blockquote><p>c</p>")]
    [InlineData("> a\n>\n> **b**", "<blockquote><p>a</p><p><strong>b</strong></p></blockquote>")]
    [InlineData(">> a\n> b", "<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote>")]
    [InlineData("> - a\n> - b", "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>")]
    [InlineData("> a\n> ---\n> b", "<blockquote><p>a\n---\nb</p></blockquote>")]
    [InlineData("> ```\n> a\n> ```", "<blockquote><pre><code>a</code></pre></blockquote>")]
    public void Quotes_are_rendered(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("buy\n- milk\n* *eggs*\nnow", "<p>buy</p><ul><li>milk</li><li><em>eggs</em></li></ul><p>now</p>")]
    [InlineData("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>")]
    [InlineData("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>")]
    [InlineData("1. a\n1. b\n\n1. c", "<ol><li>a</li><li>b</li><li>c</li></ol>")]
    [InlineData("1. a\n5. b", "<ol><li>a</li></ol><ol start=\"5\"><li>b</li></ol>")]
    [InlineData("- a\n  more\n  - b\n    - c\n- d", "<ul><li>a\nmore<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>")]
    [InlineData("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>")]
    [InlineData("- ```\n  a\n\n  b\n  ```\n- c", "<ul><li><pre><code>a\n\nb</code></pre></li><li>c</li></ul>")]
    [InlineData("- a\n\n  b\n- c", "<ul><li>a<p>b</p></li><li>c</li></ul>")]
    [InlineData("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>")]
    public void Lists_are_rendered_with_their_numbers(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("see https://a.example/b?c=1&d=2.", "https://a.example/b?c=1&amp;d=2", "see ", ".")]
    [InlineData("(https://en.example/wiki/A_(b))!", "https://en.example/wiki/A_(b)", "(", ")!")]
    [InlineData("[http://[::1]:5000/a]", "http://[::1]:5000/a", "[", "]")]
    [InlineData("**https://a.example/**", "https://a.example/", "<strong>", "</strong>")]
    [InlineData("见HTTPS://a.example/путь。谢谢", "HTTPS://a.example/путь", "见", "。谢谢")]
    [InlineData("<https://a.example>", "https://a.example", "&lt;", "&gt;")]
    [InlineData("https://a.example/@Kofi_*x*?", "https://a.example/@Kofi_*x", "", "*?")]
    public void Bare_addresses_become_links(string text, string address, string before, string after) =>
        Assert.Equal($"<p>{before}{Link(address)}{after}</p>", Html(text));

    [Theory]
    [InlineData("[a **b**](https://a.example/(c))", "https://a.example/(c)", "a <strong>b</strong>")]
    [InlineData("[`a[0]` @Kofi](mailto:ann@a.example)", "mailto:ann@a.example", "<code>a[0]</code> @Kofi")]
    [InlineData("[https://bank.example](http://b.example)", "http://b.example", "https://bank.example")]
    public void Named_links_are_rendered_and_hold_no_links(string text, string address, string words) =>
        Assert.Equal($"<p>{Link(address, words)}</p>", Html(text));

    [Theory]
    [InlineData("https://"), InlineData("http://."), InlineData("xhttps://a.example")]
    [InlineData("ftp://a.example"), InlineData("www.a.example")]
    [InlineData("[a](b)"), InlineData("[a] (https:)"), InlineData("[a](/b)")]
    [InlineData("[a](//b)"), InlineData("[a](mailto:)"), InlineData("[a]")]
    public void What_is_no_web_address_is_no_link(string text) => Assert.Equal($"<p>{text}</p>", Html(text));

    [Theory]
    [InlineData("@Kofi", "", "@Kofi", 3, "")]
    [InlineData("hi @KOFI's", "hi ", "@KOFI", 3, "&#39;s")]
    [InlineData("(@a.b-c.-)", "(", "@a.b-c", 9, ".-)")]
    [InlineData("你好@Зоя,", "你好", "@Зоя", 7, ",")]
    [InlineData("@Jose\u0301", "", "@Jose\u0301", 8, "")]
    [InlineData("_@Kofi_", "<em>", "@Kofi", 3, "</em>")]
    [InlineData("@kofi_", "", "@kofi_", 10, "")]
    public void A_mention_names_the_person(string text, string before, string name, int id, string after) =>
        Assert.Equal($"""<p>{before}<a class="mention" href="/people/{id}" data-people="{id}">{name}</a>{after}</p>""", Html(text));

    [Theory]
    [InlineData("@bob"), InlineData("me@Kofi"), InlineData("@@Kofi"), InlineData("@ Kofi"), InlineData("@Kofia")]
    public void Who_is_not_there_is_not_mentioned(string text) => Assert.Equal($"<p>{text}</p>", Html(text));

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

    [Fact]
    public void Mentions_are_found_once_and_not_in_code_or_links()
    {
        var text = "@Ann, @ann @bob.x. `@c1` **@Зоя** a@d1.example https://e.example/@e1 @x";
        Assert.Equal(["Ann", "bob.x", "Зоя"], Markup.MentionedIn(text));
        Assert.Empty(Markup.MentionedIn("```\n@ann\n```\n[@bob](https://a.example)\n\\@eve @" + new string('a', 33)));
        Assert.Equal([new string('a', 32)], Markup.MentionedIn("@" + new string('a', 32) + "."));
        Assert.Equal(50, Markup.MentionedIn(string.Join(' ', Enumerable.Range(10, 60).Select(i => $"@p{i}"))).Count);
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

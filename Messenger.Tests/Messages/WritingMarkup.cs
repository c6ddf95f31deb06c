using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

[RunsOnce]
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
    [InlineData(">"), InlineData(">>>"), InlineData("> >"), InlineData("> **")]
    [InlineData(">_<"), InlineData(">:("), InlineData(">5")]
    public void A_lone_angle_is_no_quote(string text) =>
        Assert.Equal($"<p>{text.Replace(">", "&gt;").Replace("<", "&lt;")}</p>", Html(text));

    [Theory]
    [InlineData(@"\*a\* \_b\_ \~~c~~ \`d\` \@Kofi", "*a* _b_ ~~c~~ `d` @Kofi")]
    [InlineData(@"\*a* \**b** \*\*c\*\* \`d` *e\*", "*a* **b** **c** `d` *e*")]
    [InlineData(@"*a \*b\* c* **d *e\* f**", "<em>a *b* c</em> <strong>d *e* f</strong>")]
    [InlineData("\\> a", "&gt; a")]
    [InlineData("\\- a\n\\* b\n- c", "- a\n* b\n- c")]
    [InlineData("1\\. a\n2\\. b", "1. a\n2. b")]
    public void A_backslash_takes_a_mark_its_meaning(string text, string html) => Assert.Equal($"<p>{html}</p>", Html(text));

    [Theory]
    [InlineData(@"[a\]b](https://x.example)", "a]b")]
    [InlineData(@"[\[a\]](https://x.example)", "[a]")]
    public void A_bracket_after_a_backslash_closes_no_label(string text, string label) =>
        Assert.Equal($"<p>{Link("https://x.example", label)}</p>", Html(text));

    [Theory]
    [InlineData(@"\[a](https://x.example)")]
    [InlineData(@"[a\](https://x.example)")]
    [InlineData(@"\[a\](https://x.example)")]
    public void Nor_does_one_begin_a_link(string text) => Assert.Equal($"<p>[a]({Link("https://x.example")})</p>", Html(text));

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

    [Theory]
    [InlineData("26. 6. 2026 at the lake")]
    [InlineData("26. 6. 2026 at the lake\n27. 6. 2026 at home\n27. 7. 2026 away")]
    [InlineData("1. 6. 2026\n1. 7. 2026")]
    [InlineData("03. 05. 2026\n04. 05. 2026")]
    [InlineData("01. a\n02. b")]
    [InlineData("007. Bond")]
    [InlineData("1986. A good year")]
    [InlineData("- a")]
    [InlineData("* a\n\nb", "<p>* a</p><p>b</p>")]
    [InlineData("- Привет, - сказал он.")]
    [InlineData("- Привет, - сказал он.\n- Пока! - ответила она.\n- И он ушёл.")]
    [InlineData("1. a\n3. b\n5. c")]
    [InlineData("- a\n1. b")]
    public void What_begins_no_list_is_as_typed(string text, string? html = null) => Assert.Equal(html ?? $"<p>{text}</p>", Html(text));

    [Theory]
    [InlineData("    four\n\tand a tab, a    b  |  c", "<p>    four\n\tand a tab, a    b  |  c</p>")]
    [InlineData("- a    b\n  c    d\n      e\n- f", "<ul><li>a    b\nc    d\n    e</li><li>f</li></ul>")]
    [InlineData(">   a    b\n>     c", "<blockquote><p>  a    b\n    c</p></blockquote>")]
    [InlineData("10. a\n    - b\n      - c\n11. d", "<ol start=\"10\"><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ol>")]
    public void Spaces_stay_where_they_were_typed(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("````md\n```js\ncode\n```\n````", "```js\ncode\n```")]
    [InlineData("`````\n````\n```\n`````", "````\n```")]
    [InlineData("```\na\n`````", "a")]
    [InlineData("````\na ```\nb````", "a ```\nb")]
    public void A_fence_is_closed_by_one_as_long(string text, string code) => Assert.Equal($"<pre><code>{code}</code></pre>", Html(text));

    [Theory]
    [InlineData("````\na\n```", "<p>````\na\n```</p>")]
    [InlineData("```` ```a``` ````", "<p><code>```a```</code></p>")]
    public void And_by_no_shorter_one(string text, string html) => Assert.Equal(html, Html(text));

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
    [InlineData("1. a\n2. b\n5. c\n6. d", "<ol><li>a</li><li>b</li></ol><ol start=\"5\"><li>c</li><li>d</li></ol>")]
    [InlineData("- a\n  more\n  - b\n    - c\n- d", "<ul><li>a\nmore<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>")]
    [InlineData("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>")]
    [InlineData("- ```\n  a\n\n  b\n  ```\n- c", "<ul><li><pre><code>a\n\nb</code></pre></li><li>c</li></ul>")]
    [InlineData("- a\n\n  b\n- c", "<ul><li>a<p>b</p></li><li>c</li></ul>")]
    [InlineData("- a\n- b\n1. c\n2. d", "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>")]
    [InlineData("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>")]
    [InlineData("26. June\n27. June", "<ol start=\"26\"><li>June</li><li>June</li></ol>")]
    public void Lists_are_rendered_with_their_numbers(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("see https://a.example/b?c=1&d=2.", "https://a.example/b?c=1&amp;d=2", "see ", ".")]
    [InlineData("(https://en.example/wiki/A_(b))!", "https://en.example/wiki/A_(b)", "(", ")!")]
    [InlineData("[http://[::1]:5000/a]", "http://[::1]:5000/a", "[", "]")]
    [InlineData("**https://a.example/**", "https://a.example/", "<strong>", "</strong>")]
    [InlineData("见HTTPS://a.example/путь。谢谢", "HTTPS://a.example/путь", "见", "。谢谢")]
    [InlineData("<https://a.example>", "https://a.example", "&lt;", "&gt;")]
    [InlineData("https://a.example/@Kofi_*x*?", "https://a.example/@Kofi_*x", "", "*?")]
    [InlineData("از https://fa.example/نیم\u200cفاصله بخوان", "https://fa.example/نیم\u200cفاصله", "از ", " بخوان")]
    [InlineData("https://a.example/🎉/❤️.", "https://a.example/🎉/❤️", "", ".")]
    [InlineData("https://👩\u200d🚀.example/", "https://👩\u200d🚀.example/", "", "")]
    [InlineData("https://a.example/cool👍🏽!", "https://a.example/cool", "", "👍🏽!")]
    [InlineData("https://a.example看看", "https://a.example", "", "看看")]
    [InlineData("https://a.example/b를 봐", "https://a.example/b", "", "를 봐")]
    [InlineData("(https://a.example/b_(c)を)", "https://a.example/b_(c)", "(", "を)")]
    [InlineData("https://zh.example/wiki/中文。好", "https://zh.example/wiki/中文", "", "。好")]
    [InlineData("https://ja.example/ジョン・レノン", "https://ja.example/ジョン・レノン", "", "")]
    [InlineData("http://例え.example/道", "http://例え.example/道", "", "")]
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
    [InlineData("ftp://a.example"), InlineData("www.example"), InlineData("ann@example"), InlineData("a@b.org@c.org")]
    [InlineData("notes.md and main.rs:12"), InlineData("done.It is"), InlineData("ASP.NET"), InlineData("My.App/Pages"), InlineData("1.5/2")]
    [InlineData("src/example.org/x"), InlineData("D:\\example.org"), InlineData("+12345"), InlineData("2+22222222222")]
    [InlineData("+1234567890123456"), InlineData("+4420794609581x"), InlineData("8 495 123-45-67")]
    [InlineData("[a](b)"), InlineData("[a] (https:)"), InlineData("[a](/b)")]
    [InlineData("[a](//b)"), InlineData("[a](mailto:)"), InlineData("[a]")]
    public void What_is_no_web_address_is_no_link(string text) => Assert.Equal($"<p>{text}</p>", Html(text));

    [Theory]
    [InlineData("www.example.org, or", "http://www.example.org", "www.example.org", "", ", or")]
    [InlineData("(example.org/a_(b)?c=1#d)", "http://example.org/a_(b)?c=1#d", "example.org/a_(b)?c=1#d", "(", ")")]
    [InlineData("是example.org吗", "http://example.org", "example.org", "是", "吗")]
    [InlineData("youtu.be/x_y_z.", "http://youtu.be/x_y_z", "youtu.be/x_y_z", "", ".")]
    [InlineData("**example.org:8080/b**", "http://example.org:8080/b", "example.org:8080/b", "<strong>", "</strong>")]
    [InlineData("пример.рф/путь?", "http://пример.рф/путь", "пример.рф/путь", "", "?")]
    [InlineData("请联系ann@example.org谢谢", "mailto:ann@example.org", "ann@example.org", "请联系", "谢谢")]
    [InlineData("<first_last+tag@a-b.example.co.uk>.", "mailto:first_last+tag@a-b.example.co.uk", "first_last+tag@a-b.example.co.uk", "&lt;", "&gt;.")]
    [InlineData("ring +44 20 7946 0958.", "tel:+442079460958", "+44 20 7946 0958", "ring ", ".")]
    [InlineData("+7 (495) 123-45-67 2 times", "tel:+74951234567", "+7 (495) 123-45-67", "", " 2 times")]
    [InlineData("+81 3-1234-5678まで, +44", "tel:+81312345678", "+81 3-1234-5678", "", "まで, +44")]
    [InlineData("+44 (0) 20 7946 0958", "tel:+442079460958", "+44 (0) 20 7946 0958", "", "")]
    public void So_do_those_without_http_and_mailboxes_and_phones(string text, string address, string words, string before, string after) =>
        Assert.Equal($"<p>{before}{Link(address, words)}{after}</p>", Html(text));

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

namespace Messenger.Tests;

/// <summary>What takes whole lines: paragraphs, quotes, lists, code.</summary>
[RunsOnce]
public sealed class WritingBlocks : MarkupTexts
{
    [Theory]
    [InlineData(">"), InlineData(">>>"), InlineData("> >"), InlineData("> **")]
    [InlineData(">_<"), InlineData(">:("), InlineData(">5")]
    public void A_lone_angle_is_no_quote(string text) =>
        Assert.Equal($"<p>{text.Replace(">", "&gt;").Replace("<", "&lt;")}</p>", Html(text));

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
}

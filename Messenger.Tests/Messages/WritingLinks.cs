namespace Messenger.Tests;

/// <summary>Addresses in a text, with words of their own or without.</summary>
[RunsOnce]
public sealed class WritingLinks : MarkupTexts
{
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
}

using System.Text;
using Messenger.Domain;

namespace Messenger.Tests;

[RunsOnce]
public sealed class SmugglingMarkup
{
    static readonly Dictionary<string, int> People = new(StringComparer.OrdinalIgnoreCase) { ["Kofi"] = 3, ["onload"] = 4 };

    static string Html(string text) => Markup.ToHtml(text, People);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<ScRiPt src=//evil.example>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("</p></div><hx-partial hx-target=\"#x\">gone</hx-partial>")]
    [InlineData("<hx-partial hx-target='#chat-5-last' hx-swap=outerHTML><b>a</b></hx-partial>")]
    [InlineData("<div id=\"messages\" hx-swap-oob=\"true\"></div>")]
    [InlineData("<template><hx-partial></template>")]
    [InlineData("<style>*{}</style><p style=\"color:red\">")]
    [InlineData("<!-- --><![CDATA[<b>]]><?php ?>")]
    [InlineData("<\0script>")]
    [InlineData("&lt;script&gt; &#60;b&#62; &#x3c;i&#x3e;")]
    [InlineData("＜script＞ \ufeff<b>")]
    public void Tags_stay_text_wherever_they_stand(string payload)
    {
        string[] places =
        [
            payload, $"**{payload}**", $"`{payload}`", $"```\n{payload}\n```", $"```{payload}\n{payload}\n```", $"> {payload}",
            $"- {payload}", $"1. {payload}", $"[{payload}](https://a.example)", $"[a](https://a.example/{payload})",
            $"https://a.example/{payload}", $"@{payload}", $"@Kofi{payload}", $"\\{payload}", $"*{payload}",
        ];
        Assert.All(places, text => Assert.Null(MarkupWhitelist.Fault(Html(text))));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("javascript&colon;alert(1)")]
    [InlineData("&#106;avascript:alert(1)")]
    [InlineData("&#x6A&#x61vascript:alert(1)")]
    [InlineData("javascript://https://a.example/%0aalert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:msgbox(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData(" https://a.example")]
    public void Only_web_and_mail_addresses_are_linked(string address)
    {
        var html = Html($"[click]({address})");

        Assert.Null(MarkupWhitelist.Fault(html));
        Assert.DoesNotContain(">click</a>", html);
    }

    [Theory]
    [InlineData("https://a.example/\"onmouseover=\"alert(1)")]
    [InlineData("https://a.example/'onmouseover='alert(1)")]
    [InlineData("https://a.example/\" onfocus=alert(1) autofocus hx-swap-oob=\"true")]
    [InlineData("https://a.example/`onclick=alert(1)`")]
    [InlineData("https://a.example/><script>alert(1)</script>")]
    [InlineData("https://a.example/\\\"><hx-partial>")]
    [InlineData("https://a.example/&quot;onclick=alert(1)")]
    [InlineData("https://a.example/**\"style=\"x**")]
    [InlineData("mailto:a@a.example\" style=\"x")]
    [InlineData("https://a.example/@Kofi\"@Kofi")]
    public void Nothing_breaks_out_of_an_address(string address)
    {
        string[] places =
            [address, $"[a]({address})", $"[{address}]({address})", $"[{address}](https://b.example)", $"**{address}**"];

        Assert.All(places, text => Assert.Null(MarkupWhitelist.Fault(Html(text))));
    }

    [Fact]
    public void A_quote_in_an_address_is_encoded_or_ends_it()
    {
        var rel = "rel=\"nofollow noopener noreferrer\" target=\"_blank\"";

        Assert.Equal($"<p><a href=\"https://a.example/&#39;x\" {rel}>a</a></p>", Html("[a](https://a.example/'x)"));
        Assert.Equal($"<p><a href=\"https://a.example\" {rel}>https://a.example</a>&quot;x=</p>", Html("https://a.example\"x="));
        Assert.Equal($"<p><a href=\"https://a.example/?&amp;quot;\" {rel}>a</a></p>", Html("[a](https://a.example/?&quot;)"));
    }

    [Fact]
    public void No_soup_of_marks_gets_past_the_whitelist()
    {
        string[] tokens =
        [
            "*", "**", "***", "_", "~~", "`", "``", "```", "\n", "\n", "\n\n", "\n```", "\n```x\n", "> ", "\n> ", ">", "- ",
            "\n- ", "\n  - ", "\n* ", "1. ", "\n7. ", "\n   2. ", "  ", "\t", "\r\n", "\r", " ", " ", "a", "b c", "Ж", "重点", "é",
            "e\u0301", "👩‍👩‍👧", "\ud83d", "\ude00", "\0", "\u202e", "\u2028", "\u00a0", "\ufeff", "\\", "\\*", "[", "]", "](",
            "(", ")", "[a](", "[a](https://b.example)", "](https://c.example/", "https://", "http://d.example/", "HTTPS://e",
            "mailto:f@g", "javascript:", "@", "@Kofi", "@onload", "@no_", ".", "-", ",", "'", "\"", "&", "&lt;", "&#60;", "<",
            "<script>", "</p>", "<hx-partial hx-target=\"#x\">", " hx-swap-oob=\"true\"", "<img src=x onerror=alert(1)>",
            " style=\"x\"", " onclick='x'", "<!--", "]]>", "<a href=\"javascript:x\">", "</strong>", "\\_", "\\[", "\\`", "www.g.org", "h.org/", "i@j.org", "+44 20 7946 0958",
            "さん", "\u200d", "\n    ", "````", "</code></pre>",
        ];
        var random = new Random(13);
        for (var i = 0; i < 20_000; i++)
        {
            var soup = new StringBuilder();
            for (var left = random.Next(1, 40); left > 0; left--) soup.Append(tokens[random.Next(tokens.Length)]);
            var text = soup.ToString();

            var html = Html(text);
            var fault = MarkupWhitelist.Fault(html);
            Assert.True(fault is null, $"soup {i}: {fault}\n{text}\n{html}");

            var mentioned = Markup.MentionedIn(text, People).Values;
            Assert.Equal(mentioned.Order(), People.Values.Where(id => html.Contains($"data-people=\"{id}\"")).Order());

            var plain = Markup.ToPlain(text, 20);
            Assert.True(plain.Length <= 20 && !plain.Contains('\n'), plain);
        }
    }

    [Fact]
    public void Broken_characters_are_replaced()
    {
        Assert.Equal("<p>\ufffd a \ufffd</p>", Html("\ud800 a \udc00"));
        Assert.Equal("<p><strong>\ufffd</strong>\ufffd</p>", Html("**\ud83d**\0"));
        Assert.Equal("<p>@\ufffd</p>", Html("@\ud83d"));
        Assert.Equal("<p>" + new string('\ufffd', 8000) + "</p>", Html(new string('\udc00', 8000)));
        Assert.Equal("\ufffd…", Markup.ToPlain("\ud83d\ud83d\ud83d", 2));
        Assert.Empty(Markup.NamesIn("@\ud83d@\ud83d\ud83d"));
    }

    public static TheoryData<string, int> Walls => new()
    {
        { "*", 8000 }, { "[", 8000 }, { ">", 8000 }, { "**a ", 2000 }, { "`", 8000 }, { "_", 8000 }, { "~~a", 2600 },
        { "> ", 4000 }, { "*a **b ", 1100 }, { "*a* ", 2000 }, { "***a", 2000 }, { "`a``b```c", 880 }, { "[a](", 2000 },
        { "[a](mailto:x", 660 }, { "[a](http://x", 660 }, { "http://", 1140 }, { "https://a)", 800 }, { "@a", 4000 },
        { "@a_ ", 2000 }, { "\\", 8000 }, { "- ", 4000 }, { "- a\n", 2000 }, { "- - a\n", 1300 }, { "1. ", 2600 },
        { ">\n", 4000 }, { "> a\n", 2000 }, { "\n", 8000 }, { "```a\n", 1600 }, { "```\n", 2000 }, { "```\n\n", 1600 },
        { "- ```\n", 1300 }, { " \t", 4000 }, { "    - a\n", 1000 }, { "[[[[[[[[a", 880 }, { "&", 8000 }, { "<", 8000 },
        { "\"", 8000 }, { "e\u0301", 4000 }, { "** ", 2600 }, { "a**", 2600 },
        { "\\*a", 2600 }, { "\\[a](http://x", 600 }, { "[a\\](", 1600 }, { "\\`", 4000 }, { "\\- a\n", 1300 }, { "- a, - b\n", 880 },
        { "a,", 4000 }, { "a.", 4000 }, { "a-", 4000 }, { "a.b ", 2000 }, { "a@", 4000 }, { "a.b@c.org@", 800 }, { "+1", 4000 }, { "+44 ", 2000 },
        { "a.org/", 1300 }, { "https://中", 880 }, { "@さ", 4000 }, { "@a-b", 2000 }, { "@a.bさ", 1600 }, { "````a\n", 1300 }, { "`a\n", 2600 },
        { "9. a\n", 1600 }, { "- a\n  x\n", 1000 }, { "🎉", 4000 }, { "https://a🎉", 660 },
    };

    [Theory, MemberData(nameof(Walls))]
    public void The_worst_text_takes_no_time(string piece, int times)
    {
        var wall = string.Concat(Enumerable.Repeat(piece, times));
        string[] texts = [wall, wall + "\n```", "- " + new string(' ', 4000) + piece + new string('>', 3990)];

        var took = Processor.TimeOf(() => Array.ForEach(texts, text => Html(text)));

        Assert.InRange(took.TotalSeconds, 0, 1);
        Assert.All(texts, text => Assert.Null(MarkupWhitelist.Fault(Html(text))));
    }

    [Theory]
    [InlineData("<b>")]
    [InlineData("<b")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<hx-partial>")]
    [InlineData("<div>")]
    [InlineData("<p onclick=\"x\">a</p>")]
    [InlineData("<p>a")]
    [InlineData("a</p>")]
    [InlineData("<strong><em>a</strong></em>")]
    [InlineData("<p><p>a</p></p>")]
    [InlineData("<li>a</li>")]
    [InlineData("<ul>a<p>b</p></ul>")]
    [InlineData("a & b")]
    [InlineData("a \" b")]
    [InlineData("&nbsp;")]
    [InlineData("<ol start=\"-1\"></ol>")]
    [InlineData("<a class=\"mention\" href=\"/people/3\" data-people=\"4\">a</a>")]
    [InlineData("<span class=\"mention\" data-people=\"3\">a</span>")]
    [InlineData("<a href=\"javascript:x\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">a</a>")]
    [InlineData("<a href=\"https://x.example\" target=\"_blank\">a</a>")]
    public void The_whitelist_of_these_tests_sees_what_is_wrong(string html) => Assert.NotNull(MarkupWhitelist.Fault(html));
}

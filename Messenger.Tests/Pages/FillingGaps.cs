using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What is compressed around a gap is read by any gzip, which checks length and sum.</summary>
public sealed class FillingGaps
{
    [Theory]
    [InlineData("before GAP after", "x")]
    [InlineData("GAP after", "at the start")]
    [InlineData("before GAP", "at the end of what comes before a little")]
    [InlineData("before GAP after", "")]
    [InlineData("GAP", "nothing but what fills it")]
    public async Task Gives_the_text_with_what_fills_it(string text, string filling) =>
        Assert.Equal(text.Replace("GAP", filling), await SentAsync(text, "GAP", filling));

    [Fact]
    public async Task Holds_long_texts_and_long_fillings()
    {
        var random = new Random(7);
        var (before, after) = (Letters(200_000), Letters(50_000));
        var filling = Letters(65_535);

        Assert.Equal(before + filling + after, await SentAsync($"{before}GAP{after}", "GAP", filling));

        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)random.Next('a', 'f')));
    }

    [Fact]
    public async Task Is_filled_anew_each_time()
    {
        var spliced = Spliced.Of("one GAP two"u8, "GAP"u8)!;

        Assert.Equal("one 1 two", await SentAsync(spliced, "1"));
        Assert.Equal("one and two", await SentAsync(spliced, "and"));
    }

    [Fact]
    public async Task Without_a_gap_nothing_is_filled_in() => Assert.Equal("as it is", await SentAsync("as it is", "", ""));

    [Theory]
    [InlineData("there is none")]
    [InlineData("one GAP and another GAP")]
    [InlineData("")]
    public void Knows_nothing_of_a_gap_that_is_not_there_once(string text) => Assert.Null(Spliced.Of(Encoding.UTF8.GetBytes(text), "GAP"u8));

    [Fact]
    public void Sums_as_the_RFC_does() => Assert.Equal(0xCBF43926, Crc32.Of("6789"u8, Crc32.Of("12345"u8)));

    [Theory]
    [InlineData("gzip, deflate, br, zstd", true)]
    [InlineData("br;q=1.0, GZIP;q=0.8, *;q=0.1", true)]
    [InlineData("gzip;q=0, identity", false)]
    [InlineData("identity", false)]
    [InlineData("", false)]
    public void Is_for_those_who_take_gzip(string header, bool takes)
    {
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext().Request;
        request.Headers.AcceptEncoding = header;

        Assert.Equal(takes, request.TakesGzip());
    }

    static Task<string> SentAsync(string text, string gap, string filling) =>
        SentAsync(Spliced.Of(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(gap))!, filling);

    static async Task<string> SentAsync(Spliced spliced, string filling)
    {
        using var bytes = new MemoryStream();
        var pipe = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        await spliced.WriteAsync(pipe, Encoding.UTF8.GetBytes(filling));
        await pipe.CompleteAsync();
        Assert.Equal(spliced.LengthWith(Encoding.UTF8.GetBytes(filling)), bytes.Length);
        bytes.Position = 0;
        using var text = new StreamReader(new GZipStream(bytes, CompressionMode.Decompress), Encoding.UTF8);
        return await text.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}

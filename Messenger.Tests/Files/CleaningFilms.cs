using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>A film forgets where it was taken, and is otherwise what was sent.</summary>
[RunsOnce]
public sealed class CleaningFilms(Server server) : IClassFixture<Server>
{
    const string Place = "+59.9343+030.3351/";

    [Fact]
    public async Task Forgets_the_place_and_stays_as_long()
    {
        using var ann = await server.RegisterAsync("ann");
        var sent = Recordings.Located(Place);
        Assert.Equal(9, Count(sent));
        var address = await ann.SendAsync(await ann.GroupAsync("Alone"), "film.mov", sent);

        using var answer = await ann.GetAsync(address);

        var got = await answer.BytesAsync();
        Assert.Equal((sent.Length, 0), (got.Length, Count(got)));
        Assert.Equal(2, Encoding.Latin1.GetString(got).Split("A title").Length - 1);
        Assert.Contains("picture", Encoding.Latin1.GetString(got));
        Assert.Equal(Info(sent), Info(got));
        Assert.Equal(new MediaInfo(5, 640, 360, true), Info(got));
    }

    [Fact]
    public void May_be_broken_anywhere() => Assert.All(Broken().Sample(20_000, 30), bytes =>
    {
        var file = new MemoryStream();
        file.Write(bytes);

        Mp4Location.Erase(file);

        Assert.Equal(bytes.Length, file.Length);
    });

    [Fact]
    public void May_be_wrapped_as_deep_as_it_is_long()
    {
        var file = new MemoryStream();
        for (var length = 1 << 20; length >= 8; length -= 8)
        {
            file.Write([(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. length == 1 << 20 ? "moov"u8 : "udta"u8]);
        }

        Mp4Location.Erase(file);

        Assert.Equal(1 << 20, file.Length);
    }

    static int Count(byte[] file) => Encoding.Latin1.GetString(file).Split(Place).Length - 1;

    static MediaInfo Info(byte[] file) => MediaInfo.Read(new MemoryStream(file), FileType.Of(file.AsSpan(0, FileType.HeadLength)));

    static Gen<byte[]> Broken() =>
        from whole in Gen.Constant(Recordings.Located(Place))
        from length in Gen.Choose(12, whole.Length)
        from changes in Gen.ListOf(Gen.Zip(Gen.Choose(12, whole.Length - 1), Gen.Elements<byte>(0, 1, 0x7F, 0x80, 0xFF)))
        select ARecording.Changed(whole, length, changes);
}

using System.Net;
using System.Text;

namespace Messenger.Tests;

/// <summary>A picture is drawn anew: what others get is what it shows, and nothing of where and with what it was taken.</summary>
public sealed class CleaningPictures(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    int chat;
    Browser ann = null!;

    public async ValueTask InitializeAsync()
    {
        ann = await server.RegisterAsync($"ann{Guid.NewGuid():N}"[..12]);
        chat = await ann.GroupAsync("Alone");
    }

    public ValueTask DisposeAsync()
    {
        ann.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Turns_it_upright_and_forgets_place_and_camera()
    {
        var sent = Pictures.Photo(1200, 800);
        Assert.Contains("Secret Camera", Encoding.Latin1.GetString(sent));
        var address = await ann.SendAsync(chat, "photo.jpg", sent);

        foreach (var (path, width, height) in new[] { (address, 800, 1200), ($"{address}/thumbnail", 427, 640) })
        {
            using var answer = await ann.GetAsync(path);
            var bytes = await answer.BytesAsync();
            using var picture = Pictures.Read(bytes);

            Assert.Equal((width, height), (picture.Width, picture.Height));
            Assert.DoesNotContain("Secret Camera", Encoding.Latin1.GetString(bytes));
            Assert.DoesNotContain(picture.GetFields(), field => field.StartsWith("exif") || field == "orientation");
        }
    }

    [Theory]
    [InlineData("gif")]
    [InlineData("webp")]
    public async Task Keeps_it_moving(string format)
    {
        var address = await ann.SendAsync(chat, $"film.{format}", Pictures.Moving(format));

        using var answer = await ann.GetAsync(address);

        var film = await answer.BytesAsync();
        Assert.Equal(3, Pictures.Frames(film));
        using var picture = Pictures.Read(film);
        Assert.Equal(100, ((int[])picture.Get("delay"))[0]);
    }

    [Theory]
    [InlineData("cut.jpg")]
    [InlineData("cut.png")]
    [InlineData("lies.gif")]
    public async Task Refuses_one_that_is_broken(string name)
    {
        var bytes = name switch
        {
            "cut.jpg" => Pictures.Jpeg(600, 600)[..800],
            "cut.png" => Pictures.Png(600, 600)[..200],
            _ => "GIF89a and nothing else"u8.ToArray(),
        };

        using var answer = await ann.SendAsync(chat, "", [new Sent(name, bytes)]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "This picture is broken: it cannot be read."), (answer.StatusCode, await answer.TextAsync()));
    }

    /// <summary>Forty kilobytes that would be gigabytes in memory.</summary>
    [Theory]
    [InlineData(6410, 6400, HttpStatusCode.UnprocessableEntity)]
    [InlineData(30000, 30000, HttpStatusCode.UnprocessableEntity)]
    public async Task Refuses_more_pixels_than_a_picture_needs(int width, int height, HttpStatusCode status)
    {
        var bomb = Pictures.Png(width, height);
        var before = Environment.WorkingSet;

        using var answer = await ann.SendAsync(chat, "", [new Sent("bomb.png", bomb)]);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("too many pixels", await answer.TextAsync());
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 400 << 20);
    }

    [Fact]
    public async Task Takes_a_large_one_that_is_not_too_large()
    {
        var address = await ann.SendAsync(chat, "large.png", Pictures.Png(6000, 6000));

        using var answer = await ann.GetAsync($"{address}/thumbnail");

        using var small = Pictures.Read(await answer.BytesAsync());
        Assert.Equal((640, 640), (small.Width, small.Height));
    }
}

using System.Net;
using System.Text;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>A picture is drawn anew: what others get is what it shows, and nothing of where and with what it was taken.</summary>
[RunsOnce]
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

    [Fact]
    public async Task Keeps_every_frame_of_a_PNG_that_moves_and_nothing_else()
    {
        var address = await ann.SendAsync(chat, "film.png", Pictures.Apng(40, 30, 3));

        using var answer = await ann.GetAsync(address);
        var film = Encoding.Latin1.GetString(await answer.BytesAsync());

        Assert.Equal((1, 3, 2), (Count(film, "acTL"), Count(film, "fcTL"), Count(film, "fdAT")));
        Assert.DoesNotContain("Secret place", film);
        using var picture = Pictures.Read(Encoding.Latin1.GetBytes(film));
        Assert.Equal((40, 30), (picture.Width, picture.Height));

        static int Count(string film, string chunk) => film.Split(chunk).Length - 1;
    }

    [Theory]
    [InlineData("film.gif", 0.3)]
    [InlineData("film.webp", 0.3)]
    [InlineData("film.png", 1.5)]
    public async Task What_moves_has_a_mark_and_says_for_how_long(string name, double duration)
    {
        var film = name switch { "film.gif" => Pictures.Moving("gif"), "film.webp" => Pictures.Moving("webp"), _ => Pictures.Apng(40, 30, 3) };
        var address = await ann.SendAsync(chat, name, film);
        await ann.SendAsync(chat, "still.png", Pictures.Png());

        var page = await ann.OpenAsync($"/chats/{chat}");

        Assert.Contains($"<a class=\"moving\" href=\"{address}\"", page.Html);
        Assert.Contains($"alt=\"Animation: {name}\"", page.Html);
        Assert.Single(page.Html.Split("class=\"play\"")[1..]);
        var key = Guid.Parse(address["/files/".Length..]);
        Assert.Equal(duration, await server.DoAsync(async (MessengerDb db) => (await db.Files.SingleAsync(file => file.Key == key)).Duration));
    }

    [Theory]
    [InlineData(16, 16, " class=\"small\"")]
    [InlineData(159, 20, " class=\"small\"")]
    [InlineData(1200, 20, "")]
    public async Task A_small_one_is_not_blown_up(int width, int height, string mark)
    {
        await ann.SendAsync(chat, "tiny.png", Pictures.Png(width, height));

        var page = await ann.OpenAsync($"/chats/{chat}");

        var (wide, high) = width > 320 ? (320, height * 320 / width) : (width, height);
        Assert.Matches($"""width="{wide}" height="{high}" loading="lazy" alt="Photo: tiny.png"{mark}>""", page.Html);
    }

    /// <summary>Two kilobytes that would be seconds of work.</summary>
    [Theory]
    [InlineData("gif", 1, 1, 201)]
    [InlineData("webp", 2, 2, 201)]
    [InlineData("png", 2, 2, 201)]
    [InlineData("gif", 1000, 1000, 51)]
    [InlineData("png", 1000, 1000, 51)]
    public async Task Refuses_one_that_moves_for_too_long(string format, int width, int height, int count)
    {
        var film = format == "png" ? Pictures.Apng(width, height, count) : Pictures.Moving(format, width, height, count);

        using var answer = await ann.SendAsync(chat, "", [new Sent($"film.{format}", film)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("This picture moves for too long: at most 200 frames", await answer.TextAsync());
    }

    [Theory]
    [InlineData("gif", 200, 200, 200)]
    [InlineData("webp", 2, 2, 200)]
    [InlineData("png", 2, 2, 200)]
    public async Task Takes_one_that_moves_as_long_as_it_may(string format, int width, int height, int count)
    {
        var film = format == "png" ? Pictures.Apng(width, height, count) : Pictures.Moving(format, width, height, count);

        using var answer = await ann.GetAsync(await ann.SendAsync(chat, $"film.{format}", film));

        Assert.Equal(format == "png" ? 1 : count, format == "png" ? Pictures.Read(await answer.BytesAsync()).Height / height : Pictures.Frames(await answer.BytesAsync()));
    }

    [Theory]
    [InlineData(8193, 1)]
    [InlineData(1, 8193)]
    [InlineData(1, 3_000_000)]
    public async Task Refuses_sides_that_no_picture_has(int width, int height)
    {
        using var answer = await ann.SendAsync(chat, "", [new Sent("line.png", Pictures.Png(width, height))]);
        using var face = await ann.UploadAsync("/settings/avatar", [], [new Sent("line.png", Pictures.Png(width, height))], "file");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (answer.StatusCode, face.StatusCode));
        Assert.Contains("at most 8,192 on a side", await answer.TextAsync());
    }

    [Fact]
    public async Task Many_large_ones_of_one_person_hold_up_nobody_elses()
    {
        using var bob = await server.RegisterAsync($"bob{Guid.NewGuid():N}"[..12]);
        var notes = await bob.GroupAsync("Mine");
        var large = Pictures.Png(6000, 6000);
        var all = Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ann.SendAsync(chat, "", [new Sent("large.png", large)])));

        await bob.SendAsync(notes, "small.png", Pictures.Png());

        Assert.False(all.IsCompleted);
        Assert.All(await all, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
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

using System.Net;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;
using ZXing;
using ZXing.Common;

namespace Messenger.Tests;

/// <summary>By the pages, as people do: somebody invites, somebody opens the address.</summary>
public sealed partial class OpeningAnInvitation(InvitedServer server) : IClassFixture<InvitedServer>, IAsyncLifetime
{
    static int count;

    Browser ann = null!;

    public async ValueTask InitializeAsync() =>
        ann = await server.DoAsync((MessengerDb db) => db.Users.AnyAsync()) ? await server.LogInAsync("ann") : await server.RegisterAsync("ann");

    public ValueTask DisposeAsync()
    {
        ann.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Makes_an_account_for_a_stranger()
    {
        var address = await InviteAsync("/admin/invitations", ("note", "For Kim"), ("uses", "3"));
        using var kim = server.OpenBrowser();
        Assert.Contains("You need an invitation to make an account here.", (await kim.OpenAsync("/account/register")).Words);

        var page = await kim.OpenAsync(address.AbsolutePath);

        Assert.Equal((HttpStatusCode.OK, "/join"), (page.Status, page.Path));
        Assert.Contains("ann invites you to Messenger on 127.0.0.1.", page.Words);
        Assert.Equal("/", (await RegisterAsync(kim)).Path);
        Assert.Contains("For Kim good used 1 of 3 · by ann", (await ann.OpenAsync("/admin/invitations")).Words);
        // The way back leads to nothing that was used.
        Assert.Equal("/", (await kim.OpenAsync("/join")).Path);
    }

    [Fact]
    public async Task Shows_again_what_was_typed_and_what_was_wrong_with_it()
    {
        var address = await InviteAsync("/admin/invitations");
        using var kim = server.OpenBrowser();
        await kim.OpenAsync(address.AbsolutePath);

        var refused = await kim.SubmitAsync("/join?handler=register", ("username", "x"), ("email", "x@example.org"), ("password", Server.Password));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "x@example.org"), (refused.Status, refused.FindForm("/join?handler=register")["email"]));
        Assert.Contains("A username has at least 2 characters.", refused.Words);
        Assert.Equal("/", (await RegisterAsync(kim)).Path);
    }

    [Fact]
    public async Task Takes_who_is_logged_in_into_the_group()
    {
        var group = await GroupAsync();
        using var bob = await ComeAsync();

        var page = await bob.OpenAsync((await InviteAsync($"/chats/{group}/invitations")).AbsolutePath);

        Assert.Contains("ann invites you into “Hikers” on 127.0.0.1. 1 member", page.Words);
        var chat = await bob.SubmitAsync("Join the group");
        Assert.Equal($"/chats/{group}", chat.Path);
        Assert.Contains("joined by an invitation", chat.Words);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_one_that_lets_nobody_in()
    {
        using var kim = server.OpenBrowser("ru");
        Assert.Contains("Такого приглашения нет", (await kim.OpenAsync("/join/AAAA")).Words);
        Assert.Equal(HttpStatusCode.NotFound, kim.Page.Status);

        var address = await InviteAsync("/admin/invitations", ("note", "Never mind"));
        await kim.OpenAsync(address.AbsolutePath);
        Assert.Contains("Taken back.", (await ann.SubmitAsync("Take back · Never mind")).Words);

        var late = await RegisterAsync(kim);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Приглашение отозвано", late.Words);
        Assert.Equal(HttpStatusCode.Gone, (await kim.OpenAsync(address.AbsolutePath)).Status);
        Assert.DoesNotContain(kim.Page.Forms, form => form.Method == "post");
    }

    [Theory]
    [InlineData("uses", "two")]
    [InlineData("uses", "")]
    [InlineData("days", "1.5")]
    public async Task Is_not_made_of_what_is_no_number(string field, string typed)
    {
        await ann.OpenAsync("/admin/invitations");

        var page = await ann.SubmitAsync("Make an invitation", ("note", "Odd"), (field, typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("A whole number from 1 to", page.Words);
        Assert.Equal(typed, page.FindForm("Make an invitation")[field]);
        Assert.DoesNotContain("Odd good", (await ann.OpenAsync("/admin/invitations")).Words);
    }

    [Fact]
    public async Task Is_done_by_a_phone_that_reads_the_picture()
    {
        var address = await InviteAsync("/admin/invitations");

        Assert.Equal(address.ToString(), Read(ann.Page.Html));
        Assert.DoesNotContain("style=", SvgIn().Match(ann.Page.Html).Value);
    }

    static string? Read(string html)
    {
        const int scale = 4;
        var (size, path) = (int.Parse(SvgIn().Match(html).Groups[1].Value), SvgIn().Match(html).Groups[2].Value);
        var pixels = Enumerable.Repeat(byte.MaxValue, size * scale * size * scale).ToArray();
        foreach (var square in SquaresIn().Matches(path).Select(match => match.Groups.Values.Skip(1).Select(group => int.Parse(group.Value)).ToArray()))
        {
            for (var y = square[1] * scale; y < (square[1] + 1) * scale; y++)
            {
                Array.Clear(pixels, y * size * scale + square[0] * scale, square[2] * scale);
            }
        }

        // It is drawn, not photographed: to look for it among other things goes wrong with one in two hundred.
        return new BarcodeReaderGeneric { Options = new DecodingOptions { PossibleFormats = [BarcodeFormat.QR_CODE], PureBarcode = true } }
            .Decode(new RGBLuminanceSource(pixels, size * scale, size * scale, RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }

    /// <summary>Made by Ann, and read off the page.</summary>
    async Task<Uri> InviteAsync(string path, params (string, string)[] values)
    {
        await ann.OpenAsync(path);
        var made = await ann.SubmitAsync("Make an invitation", values);
        return new Uri(Page.Value(Regex.Match(made.Html, "<input class=\"input code\"([^>]*)>").Groups[1].Value, "value")!);
    }

    async Task<Browser> ComeAsync()
    {
        var browser = server.OpenBrowser();
        await browser.OpenAsync((await InviteAsync("/admin/invitations")).AbsolutePath);
        Assert.Equal("/", (await RegisterAsync(browser)).Path);
        return browser;
    }

    async Task<int> GroupAsync()
    {
        var me = Company.IdIn(await ann.OpenAsync("/settings"));
        return await server.DoAsync((Chats chats) => chats.GroupAsync(me, "Hikers", []));
    }

    static Task<Page> RegisterAsync(Browser browser)
    {
        var name = $"somebody{Interlocked.Increment(ref count)}";
        return browser.SubmitAsync("/join?handler=register", ("username", name), ("email", $"{name}@example.org"), ("password", Server.Password));
    }

    [GeneratedRegex("<svg class=\"qr-code\".*?viewBox=\"0 0 (\\d+) .*?<path[^>]* d=\"([^\"]+)\".*?</svg>", RegexOptions.Singleline)]
    private static partial Regex SvgIn();

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1H\d+z")]
    private static partial Regex SquaresIn();
}

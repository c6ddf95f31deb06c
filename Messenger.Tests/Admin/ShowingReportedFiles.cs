using System.Net;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What was in a message when it was reported is there for the admins, on their page and in a backup, though nobody else can see it any more.</summary>
public sealed class ShowingReportedFiles(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task They_are_opened_from_the_page_until_an_admin_has_done_something()
    {
        using var ann = await server.AdminAsync();
        var (photo, notes) = (Pictures.Jpeg(900, 600), "what was promised"u8.ToArray());
        var (bob, eve) = (await server.RegisterAsync("bob"), await server.RegisterAsync("eve"));
        var chat = await eve.GroupAsync("Sales", await server.IdOfAsync("bob"));
        using var sent = await eve.SendAsync(chat, "Buy this", [new Sent("photo.jpg", photo), new Sent("Цены «май».txt", notes)]);
        var message = (await Drawn.AllAsync(eve, chat))[^1].Id;
        await bob.ActAsync($"/chats/{chat}/messages/{message}/report", ("reason", "It sells something"));
        await eve.ActAsync($"/chats/{chat}/messages/{message}/delete");

        var page = await ann.OpenAsync("/admin/reports");
        Assert.Matches("Buy this photo.jpg \\d+ KB Цены «май».txt 1 KB Nothing more to do", page.Words);
        Assert.DoesNotContain("Delete for everyone", page.Words);
        var addresses = Sending.AddressesIn(page.Html).Select(address => $"/admin/reports{address}").ToList();
        Assert.Equal(2, addresses.Count);
        using var opened = await ann.GetAsync(addresses[1], ("Range", "bytes=5-7"), ("Accept-Encoding", "br, gzip"));
        Assert.Equal(("was", "Цены «май».txt"), (await opened.TextAsync(), opened.Content.Headers.ContentDisposition!.FileNameStar));
        Assert.True(opened.Headers.CacheControl!.NoStore);
        Assert.StartsWith("sandbox; default-src 'none'", opened.Headers.GetValues("Content-Security-Policy").Single());
        using var small = await ann.GetAsync($"{addresses[0]}/thumbnail");
        Assert.Equal((HttpStatusCode.OK, true), (small.StatusCode, small.Headers.CacheControl!.NoStore));
        foreach (var who in new[] { bob, eve })
        {
            foreach (var address in addresses.SelectMany(address => new[] { address, $"{address}/thumbnail", address["/admin/reports".Length..] }))
            {
                using var hidden = await who.GetAsync(address);
                Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
            }
        }

        await IsInABackupAsync(ann, addresses);
        var bytes = Path.Combine(server.Folder, FilePlaces.Of(await BytesOfAsync(addresses[1])));
        Assert.True(File.Exists(bytes));
        await ann.OpenAsync("/admin/reports");
        await ann.SubmitAsync("Nothing more to do");
        using var gone = await ann.GetAsync(addresses[1]);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await Eventually.TrueAsync(() => !File.Exists(bytes), () => "The bytes stay.");
        bob.Dispose();
        eve.Dispose();
    }

    [Fact]
    public async Task Deleting_the_message_is_asked_about_by_the_page_itself()
    {
        using var ann = await server.AdminAsync();
        var (author, reporter) = (await server.PersonAsync("author"), await server.PersonAsync("reporter"));
        var chat = await server.DoAsync((Chats chats) => chats.DirectAsync(author, reporter));
        var said = await server.DoAsync((Messages messages) => messages.PostAsync(author, chat, "Awful words"));
        await server.DoAsync(async (Reports reports) =>
        {
            await reports.CreateAsync(reporter, said.Id, "Rude");
            return true;
        });

        var page = await ann.OpenAsync("/admin/reports");

        // What deletes is inside of what has to be opened first.
        Assert.Matches("<details><summary[^>]*>.*?Delete for everyone….*?</summary>.*?handler=delete.*?It is gone from its chat for good.*?</details>", page.Html.ReplaceLineEndings(" "));
        await ann.SubmitAsync("Delete", ("id", page.FindForm("Delete")["id"]!));
        Assert.DoesNotContain("Awful words", ann.Page.Words);
    }

    Task<Guid> BytesOfAsync(string address) => server.DoAsync(async (MessengerDb db) =>
    {
        var key = Guid.Parse(address.Split('/')[^1]);
        return (await db.Files.SingleAsync(file => file.Key == key)).BytesKey;
    });

    async Task IsInABackupAsync(Browser ann, IEnumerable<string> addresses)
    {
        using var stage = new BackupStage();
        var (path, _) = await stage.SaveAsync(server);
        await using var restored = await BackupStage.StartAsync(path);
        using var same = new Browser(restored.Home, "en");
        same.Headers.Add("Cookie", ann.Cookies.GetCookieHeader(server.Home));
        foreach (var address in addresses)
        {
            using var there = await same.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        }
    }
}

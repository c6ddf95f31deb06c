using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What the files of one person take together is limited, where that is set.</summary>
public sealed class KeepingToAQuota : World
{
    const long Most = 1 << 20;

    protected override IEnumerable<(string, string)> Settings => [("Messenger:Quota", "1")];

    [Fact]
    public async Task What_fits_exactly_is_taken_and_one_byte_more_is_not()
    {
        await Add(Bob, Most - 1);

        await Refuses(Reason.TooLarge, "quota_full", Add(Bob, 2));
        await Add(Bob, 1);
        await Refuses(Reason.TooLarge, "quota_full", Do((Files f) => f.MayKeepAsync(Bob, 1)));
        await Add(Ann, Most);
    }

    [Fact]
    public async Task What_is_deleted_makes_room_and_what_is_forwarded_takes_none()
    {
        var file = await Add(Bob, Most);
        var message = await Do((Messages m) => m.PostAsync(Bob, Chat, null, attached: [file]));
        await Do((Messages m) => m.ForwardAsync(Bob, message.Id, Chat));
        await Do((Messages m) => m.DeleteAsync(Bob, message.Id));

        await Add(Bob, Most);
    }

    [Fact]
    public async Task Of_ten_at_once_that_would_fit_alone_one_is_taken()
    {
        var outcomes = await Outcomes(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Add(Bob, Most - 10), Cancelled)));

        Assert.Equal([null, .. Enumerable.Repeat("quota_full", 9)], outcomes.Order());
    }

    Task<StoredFile> Add(int who, long size) =>
        Do((Files f) => f.AddAsync(who, Chat, new FileMetadata(Guid.NewGuid(), "plan.pdf", FileKind.Document, "application/pdf", size, [1])));
}

public sealed class SendingBeyondAQuota(SendingBeyondAQuota.Tight server) : IClassFixture<SendingBeyondAQuota.Tight>
{
    public sealed class Tight : Server
    {
        protected override IEnumerable<(string, string)> Settings => [("Messenger:Quota", "1")];
    }

    [Fact]
    public async Task Says_so_on_the_page_and_keeps_the_text()
    {
        using var ann = await server.RegisterAsync("ann");
        var id = Company.IdIn(ann.Page);
        var notes = await server.DoAsync((Chats chats) => chats.DirectAsync(id, id));
        using var taken = await ann.SendAsync(notes, "The first", [new Sent("plan.txt", [.. Enumerable.Repeat((byte)'a', 900_000)])]);

        using var refused = await ann.UploadAsync($"/chats/{notes}", [("text", "And the second")], [new Sent("more.txt", [.. Enumerable.Repeat((byte)'b', 200_000)])], "files", isScript: false);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge), (taken.StatusCode, refused.StatusCode));
        var page = await Page.FromAsync(refused);
        Assert.Contains("Your files may take 1 MB together", page.Words);
        Assert.Equal("And the second", page.FindForm($"/chats/{notes}")["text"]);
    }
}

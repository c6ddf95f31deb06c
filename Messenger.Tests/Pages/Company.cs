using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>Where something is asked for: a group, a message of its member in it, and a second session of the member.</summary>
/// <param name="Call">The member's, which rings for the others.</param>
public sealed record Place(int Chat, int Message, Guid Session, int Call)
{
    /// <summary>A picture in the group.</summary>
    public Guid File { get; init; } = Guid.NewGuid();

    /// <summary>What the member looks like.</summary>
    public Guid Avatar { get; init; } = Guid.NewGuid();
}

/// <summary>A server, and one person for each thing one can be to a group. The first is nobody.</summary>
public sealed class Company : Server, IAsyncLifetime
{
    public static readonly IReadOnlyList<string> Parts = ["anonymous", "stranger", "former", "member", "admin", "owner"];

    readonly Dictionary<string, Visitor> visitors = [];
    readonly Dictionary<string, int> ids = [];

    public Visitor this[string part] => visitors[part];

    public int IdOf(string part) => ids[part];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var part in Parts)
        {
            using var browser = part == "anonymous" ? OpenBrowser() : await RegisterAsync(part);
            await browser.OpenAsync(part == "anonymous" ? "/account/login" : "/settings");
            visitors[part] = Visitor.From(part, Home, browser);
            ids[part] = part == "anonymous" ? 0 : IdIn(browser.Page);
        }
    }

    public static int IdIn(Page page) => int.Parse(Regex.Match(page.Html, "data-me=\"(\\d+)\"").Groups[1].Value);

    /// <summary>A call rings on, however long it takes to knock at all doors.</summary>
    protected override void Add(IServiceCollection services)
    {
        base.Add(services);
        services.Remove(services.Single(one => one.ImplementationType == typeof(CallWorker)));
    }

    /// <summary>Another session of the same person, for what ends it.</summary>
    public async Task<Visitor> AgainAsync(string part)
    {
        if (part == "anonymous")
        {
            return this[part];
        }

        using var browser = await LogInAsync(part);
        await browser.OpenAsync("/settings");
        return Visitor.From(part, Home, browser);
    }

    /// <summary>With a picture in it, for the doors that hand files out.</summary>
    public async Task<Place> NewPlaceWithFileAsync()
    {
        var (place, member) = (await NewPlaceAsync(), ids["member"]);
        var file = await this.AttachAsync(member, place.Chat, "photo.png", Pictures.Png());
        var avatar = await DoAsync((Avatars avatars) => avatars.SaveAsync(member, Sending.Received("me.png", Pictures.Png())));
        return place with { File = file.Key, Avatar = Guid.Parse(avatar!.Split('/')[^1]) };
    }

    public async Task<Place> NewPlaceAsync()
    {
        var (owner, admin, member, former) = (ids["owner"], ids["admin"], ids["member"], ids["former"]);
        var chat = await DoAsync((Chats chats) => chats.GroupAsync(owner, "Group", [admin, member, former]));
        await DoAsync(async (Members members) =>
        {
            await members.ChangeRoleAsync(owner, chat, admin, Role.Admin);
            await members.RemoveAsync(owner, chat, former);
            return chat;
        });
        var message = await DoAsync((Messages messages) => messages.PostAsync(member, chat, "Hello"));
        var session = await DoAsync((Sessions sessions) => sessions.StartAsync(member, "Another device", "127.0.0.1"));
        var call = await DoAsync((Calls calls) => calls.StartAsync(member, chat, "audio", "page"));
        return new Place(chat, message.Id, session.Id, call.Id);
    }
}

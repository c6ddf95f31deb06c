using System.Net;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What the tests of pages about people and groups do again and again.</summary>
static class Acting
{
    /// <summary>Posts as a button of ours would, token and all, whether or not a page has offered it.</summary>
    public static async Task<Page> ActAsync(this Browser who, string path, params (string Name, string Value)[] fields)
    {
        var token = (await who.OpenAsync("/chats/new")).FindForm("/chats/direct")["__RequestVerificationToken"]!;
        return await who.PostAsync(path, [("__RequestVerificationToken", token), .. fields]);
    }

    public static async Task<HttpStatusCode> StatusOfAsync(this Browser who, string path, params (string Name, string Value)[] fields) =>
        (await who.ActAsync(path, fields)).Status;

    /// <summary>A new group of whoever asks and these people.</summary>
    public static async Task<int> GroupAsync(this Browser who, string name, params int[] people)
    {
        var chat = await who.ActAsync("/chats/new/group", [("name", name), .. people.Select(id => ("people", $"{id}"))]);
        return int.Parse(chat.Path["/chats/".Length..]);
    }

    public static Task<int> IdOfAsync(this Server server, string username) =>
        server.DoAsync((MessengerDb db) => db.Users.Where(user => user.UserName == username).Select(user => user.Id).SingleAsync());

    /// <summary>An admin, whoever else is one.</summary>
    public static async Task<Browser> AdminAsync(this Server server, string language = "en")
    {
        var name = $"admin{Guid.NewGuid():N}"[..12];
        var browser = await server.RegisterAsync(name, language);
        var id = await server.IdOfAsync(name);
        await server.DoAsync(async (ManagedPeople people) =>
        {
            await people.MakeAdminAsync(Actor.CommandLine, id);
            return true;
        });
        return browser;
    }

    /// <summary>Somebody who never logs in.</summary>
    public static Task<int> PersonAsync(this Server server, string username, string? fullName = null) => server.DoAsync(async (MessengerDb db) =>
    {
        var person = User.New(username, $"{username}@example.org", fullName, new Preferences(), DateTimeOffset.UtcNow);
        (person.NormalizedUserName, person.NormalizedEmail) = (username.ToUpperInvariant(), person.Email!.ToUpperInvariant());
        await db.WriteAsync(() =>
        {
            db.Add(person);
            return db.SaveChangesAsync();
        });
        return person.Id;
    });
}

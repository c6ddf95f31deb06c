using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>People in one group who all send at once.</summary>
public sealed class Crowd : IDisposable
{
    readonly List<Browser> people = [];
    readonly List<Sender> senders = [];

    volatile Exception? failure;

    public IReadOnlyList<Sender> Senders => senders;

    public Browser First => people[0];

    public int Chat { get; private set; }

    public int Acknowledged => senders.Sum(sender => sender.Acknowledged.Count);

    public static async Task<Crowd> GatherAsync(Uri home, int count, bool isBehindCaddy = false)
    {
        var crowd = new Crowd();
        for (var i = 1; i <= count; i++)
        {
            crowd.people.Add(await JoinAsync(home, $"person{i}"));
        }

        var ids = crowd.people.Select(person => Regex.Match(person.Page.Html, "data-me=\"(\\d+)\"").Groups[1].Value);
        await crowd.First.OpenAsync("/chats/new/group");
        var group = await crowd.First.SubmitAsync("/chats/new/group", ("name", "Crowd"), ("people", string.Join(',', ids)));
        crowd.Chat = int.Parse(group.Path["/chats/".Length..]);
        foreach (var (i, person) in crowd.people.Index())
        {
            var form = (await person.OpenAsync($"/chats/{crowd.Chat}")).FindForm($"/chats/{crowd.Chat}");
            crowd.senders.Add(new Sender($"{i + 1}:", crowd.Chat, person.Cookies, form["__RequestVerificationToken"]!, isScript: i % 2 == 1) { IsBehindCaddy = isBehindCaddy });
        }

        return crowd;
    }

    public Task SendAsync(Uri home, Func<bool> goesOn, Func<Task> patience) => Task.WhenAll(senders.Select(sender => SendAsync(sender, home, goesOn, patience)));

    /// <summary>Until each of them has had so many more acknowledged. Whoever fails says why at once.</summary>
    public async Task GoesOnAsync(int more)
    {
        var enough = senders.ConvertAll(sender => sender.Acknowledged.Count + more);
        await Eventually.TrueAsync(
            () => failure is not null || senders.Index().All(one => one.Item.Acknowledged.Count >= enough[one.Index]),
            () => $"Not everybody goes on: {string.Join(", ", senders.Select((sender, i) => $"{sender.Acknowledged.Count} of {enough[i]}, {sender.State}"))}");
        // Not as the end of all of them: some may wait for what comes after this.
        if (failure is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>What was acknowledged is there, each once, nothing else is, and the numbers have no hole.</summary>
    public async Task AssertAllThereAsync()
    {
        var all = await Drawn.AllAsync(First, Chat);
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(message => message.Sequence));
        Assert.Equal(senders.SelectMany(sender => sender.Acknowledged).Order(), all.Where(message => message.Author > 0).Select(message => message.Text).Order());
    }

    public void Dispose()
    {
        senders.ForEach(sender => sender.Dispose());
        people.ForEach(person => person.Dispose());
    }

    // The others go on until they are told to stop, and a failure is not to wait for that.
    async Task SendAsync(Sender sender, Uri home, Func<bool> goesOn, Func<Task> patience)
    {
        try
        {
            await sender.SendAsync(home, () => failure is null && goesOn(), patience);
        }
        catch (Exception mistake)
        {
            failure ??= mistake;
            throw;
        }
    }

    static async Task<Browser> JoinAsync(Uri home, string name)
    {
        var person = new Browser(home, "en");
        await person.OpenAsync("/account/register");
        await person.SubmitAsync("/account/register", ("username", name), ("email", $"{name}@example.org"), ("password", Server.Password));
        return person;
    }
}

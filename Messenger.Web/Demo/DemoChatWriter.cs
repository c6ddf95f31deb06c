using System.Text.RegularExpressions;

namespace Messenger.Web;

/// <summary>One chat of the demo, from its first line to its last. Everything goes through the verbs, as people would.</summary>
sealed partial class DemoChatWriter(DemoServices stage, Scene scene, int number, IReadOnlyDictionary<string, int> ids, DateTimeOffset now)
{
    readonly IReadOnlyList<(DateTimeOffset At, Dialogue Dialogue)> programme = DialoguePicker.Of(scene, number, now);
    readonly Random random = new(number);
    readonly List<string> present = [.. scene.People];
    readonly HashSet<string> gone = [];
    int chat;
    DateTimeOffset clock;

    public async Task BeginAsync()
    {
        clock = programme[0].At.AddMinutes(-1);
        var people = scene.People.Select(name => ids[name]).ToArray();
        chat = await stage.DoAsync(clock, (Chats chats) => scene.Name is null
            ? chats.DirectAsync(people[0], people[^1])
            : chats.GroupAsync(people[0], scene.Name, people));
    }

    public async Task PerformAsync()
    {
        for (var i = 0; i < programme.Count; i++)
        {
            clock = programme[i].At;
            await HoldAsync(programme[i].Dialogue);
            if (i % 6 == 5 || i == programme.Count - 1)
            {
                await Task.WhenAll(present.Except(gone).Select(ReadAsync));
            }
        }
    }

    async Task HoldAsync(Dialogue dialogue)
    {
        var voices = present.OrderBy(_ => random.Next()).ToArray();
        List<MessageView> said = [];
        foreach (var line in dialogue.Lines)
        {
            clock += line.Pause;
            if (line is Said words)
            {
                said.Add(await SayAsync(words, said, voices));
            }
            else
            {
                await DoAsync((Done)line);
            }
        }
    }

    async Task<MessageView> SayAsync(Said words, IReadOnlyList<MessageView> before, string[] voices)
    {
        var me = ids[Who(words.Who, voices)];
        var answered = words.Answers is { } line ? before[line - 1].Id : (int?)null;
        var message = await stage.DoAsync(clock, (Messages messages) => messages.PostAsync(me, chat, Named(words.Text, voices), null, answered));
        // Small talk that returns in another chat does not please everybody there as well.
        await (words.Who.Length > 1 || random.Next(2) == 0 ? ReactAsync(message, words, voices) : Task.CompletedTask);
        await ThinkAgainAsync(message, words.Later, voices);
        return message;
    }

    async Task ReactAsync(MessageView message, Said words, string[] voices)
    {
        foreach (var (emoji, who) in words.Reactions)
        {
            var fans = who == "*" ? present.Except([Who(words.Who, voices)]).ToArray() : [Who(who, voices)];
            foreach (var fan in fans)
            {
                await stage.DoAsync(clock, (Messages messages) => messages.ReactAsync(ids[fan], message.Id, emoji));
            }
        }
    }

    // 20 seconds later, which is less than any pause.
    Task ThinkAgainAsync(MessageView message, string? later, string[] voices) => later switch
    {
        null => Task.CompletedTask,
        "" => stage.DoAsync(clock.AddSeconds(20), (Messages messages) => messages.DeleteAsync(message.Author.Id, message.Id)),
        _ => stage.DoAsync(clock.AddSeconds(20), (Messages messages) => messages.EditAsync(message.Author.Id, message.Id, Named(later, voices))),
    };

    Task DoAsync(Done done)
    {
        var me = ids[done.Who];
        return done.What switch
        {
            "adds" => AddAsync(me, done.Whom),
            "invites" => InviteAsync(me, done.Whom),
            "removes" => RemoveAsync(me, done.Whom),
            "leaves" => LeaveAsync(me, done.Who),
            "goes" => GoAsync(done.Who),
            "promotes" => stage.DoAsync(clock, (Members members) => members.ChangeRoleAsync(me, chat, ids[done.Whom], Role.Admin)),
            "names" => stage.DoAsync(clock, (Members members) => members.RenameAsync(me, chat, done.Whom)),
            "calls" => CallAsync(me, done),
            "pins" => stage.DoAsync(clock, (PersonalChatSettings settings) => settings.PinAsync(me, chat, true)),
            "mutes" => stage.DoAsync(clock, (PersonalChatSettings settings) => settings.MuteAsync(me, chat, true)),
            _ => throw new FormatException($"Nobody can do this: {done}"),
        };
    }

    Task AddAsync(int me, string whom)
    {
        present.Add(whom);
        return stage.DoAsync(clock, (Members members) => members.AddAsync(me, chat, ids[whom]));
    }

    async Task InviteAsync(int me, string whom)
    {
        present.Add(whom);
        var made = await stage.DoAsync(clock, (Invitations invitations) => invitations.CreateForGroupAsync(me, chat, new InvitationWish()));
        await stage.DoAsync(clock, (Invitations invitations) => invitations.JoinAsync(ids[whom], made.Secret));
    }

    Task RemoveAsync(int me, string whom)
    {
        present.Remove(whom);
        return stage.DoAsync(clock, (Members members) => members.RemoveAsync(me, chat, ids[whom]));
    }

    Task LeaveAsync(int me, string who)
    {
        present.Remove(who);
        return stage.DoAsync(clock, (Members members) => members.LeaveAsync(me, chat));
    }

    async Task CallAsync(int me, Done done)
    {
        const string Page = "page";
        var began = clock - done.Pause;
        var call = await stage.DoAsync(began, (Calls calls) => calls.StartAsync(me, chat, "video", Page));
        if (done.Whom != "")
        {
            call = await stage.DoAsync(began, (Calls calls) => calls.AcceptAsync(ids[done.Whom], call.Id, Page));
        }

        foreach (var who in call.Participants)
        {
            await stage.DoAsync(clock, (Calls calls) => calls.RenewAsync(who.Person.Id, call.Id, Page));
        }

        await stage.DoAsync(clock, (Calls calls) => calls.EndAsync(me, call.Id));
    }

    /// <summary>Reads what is there and nothing from then on.</summary>
    Task GoAsync(string who)
    {
        gone.Add(who);
        return ReadAsync(who);
    }

    Task ReadAsync(string who) => stage.DoAsync(clock, (ReadReceipts readReceipts) => readReceipts.ReadAsync(ids[who], chat, int.MaxValue));

    static string Who(string who, string[] voices) => who.Length == 1 ? voices[who[0] - 'A'] : who;

    static string Named(string text, string[] voices) => Voice.Replace(text, voice => "@" + Who(voice.Value[1..], voices));

    [GeneratedRegex(@"@[A-D]\b")]
    static partial Regex Voice { get; }
}

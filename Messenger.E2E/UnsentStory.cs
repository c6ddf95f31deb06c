using Messenger.Tests;

namespace Messenger.E2E;

/// <summary>Stories of what was written without a line.</summary>
public abstract class UnsentStory(Chromium chromium, HeldServer server) : Story(chromium, server), IClassFixture<HeldServer>
{
    internal const string Waits = """
        () => new Promise(done => indexedDB.open('MessengerDB').onsuccess = ({ target: { result: db } }) => {
          if (!db.objectStoreNames.contains('outbox')) return db.close(), indexedDB.deleteDatabase('MessengerDB'), done(false)
          db.transaction('outbox').objectStore('outbox').count().onsuccess = ({ target: { result } }) => { db.close(); done(result > 0) }
        })
        """;

    protected HeldServer Held => server;

    protected async Task<(Person Ann, Person Bob, int Chat)> TalkAsync()
    {
        server.Around = (_, answer) => answer();
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await WithAccountAsync("Bob"));
        ann.Expects(ReadingOffline.LineErrors);
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        await ann.KeepsAsync("/");
        await ann.KeepsAsync("/chats/attaching");
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        return (ann, bob, chat);
    }

    protected static async Task NothingWaitsAsync(Person person) => await Eventually.TrueAsync(async () =>
        await person.Page.EvaluateAsync<bool>("() => !Object.keys(localStorage).some(key => /^(unsent|files):/.test(key))") && !await person.Page.EvaluateAsync<bool>(Waits));
}

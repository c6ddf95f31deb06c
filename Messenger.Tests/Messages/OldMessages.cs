using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>A world whose messages become older than they are kept.</summary>
public abstract class OldMessages : World
{
    protected static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    protected Task AgeAsync()
    {
        Clock.Advance(Kept + TimeSpan.FromDays(1));
        return Task.CompletedTask;
    }

    protected Task<bool> NextAsync() => Do((Retention r) => r.EraseNextAsync(Chat, Clock.Now() - Kept));

    protected Task<ErasureEstimate> EstimateAsync() => Do((ILookups lookups) => ErasureEstimate.GetAsync(lookups, Clock.Now() - Kept));

    protected async Task EraseAsync()
    {
        var before = Clock.Now() - Kept;
        var (chats, next) = await Do((ILookups lookups) => Retention.FindDueAsync(lookups, before, 0));
        Assert.Null(next);
        foreach (var chat in chats)
        {
            while (await Do((Retention r) => r.EraseNextAsync(chat, before)))
            {
                // There are more.
            }
        }

        var calls = await Do((ILookups lookups) => Retention.FindDueCallsAsync(lookups, before));
        await Do((Retention r) => r.EraseCallsAsync(calls));
    }

    protected Task<StoredFile> FileAsync(int owner) => Do((Files files) => files.AddAsync(
        owner, Chat, new FileMetadata(Guid.NewGuid(), "notes.txt", FileKind.Document, "text/plain", 3, Guid.NewGuid().ToByteArray())));
}

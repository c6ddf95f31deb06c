using Messenger.Domain;
using Messenger.Web;
using Microsoft.AspNetCore.DataProtection;

namespace Messenger.Tests;

[RunsOnce]
public sealed class NodesThatStartAtOnce
{
    [Fact]
    public async Task Prepare_their_PostgreSQL_once()
    {
        await using var server = await PostgresServer.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await server.CreateDatabaseAsync($"fresh{i}");
            var epochs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => PrepareAsync(server, $"fresh{i}", EpochAsync))));
            Assert.Single(epochs.Distinct());
        }
    }

    /// <summary>All of them find none at the same moment.</summary>
    [Fact]
    public async Task Have_the_same_keys()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        for (var i = 0; i < 3; i++)
        {
            var database = $"fresh{i}";
            await server.CreateDatabaseAsync(database);
            await PrepareAsync(server, database, EpochAsync);
            using var together = new Barrier(5);
            var nodes = await Task.WhenAll(Enumerable.Range(0, together.ParticipantCount).Select(_ =>
                Task.Factory.StartNew(() => PrepareAsync(server, database, node => KeysAsync(node, together)), TaskCreationOptions.LongRunning).Unwrap()));

            Assert.Single(nodes.Select(node => node.Tokens).Distinct());
            // What one sealed is opened by another that comes later.
            Assert.All(nodes, node => Assert.Equal(nodes[0].Cookies, node.Cookies));
        }
    }

    static Task<Guid> EpochAsync(TestServices node) => node.DoAsync((MessengerDb db) => db.GetEpochAsync());

    static async Task<(string Tokens, Guid Cookies)> KeysAsync(TestServices node, Barrier together)
    {
        var keys = await node.DoAsync((SigningKeys keys) => Task.FromResult(keys));
        var provider = await node.DoAsync((IDataProtectionProvider provider) => Task.FromResult(provider));
        together.SignalAndWait(TestContext.Current.CancellationToken);
        await keys.RenewAsync();
        // The id of the key comes after four bytes that are always the same.
        return (Assert.Single(keys.All).KeyId, new Guid(provider.CreateProtector("test").Protect([1]).AsSpan(4, 16)));
    }

    static async Task<T> PrepareAsync<T>(PostgresServer server, string name, Func<TestServices, Task<T>> ask)
    {
        var folder = Directory.CreateTempSubdirectory("messenger-node-").FullName;
        try
        {
            await using var node = new TestServices(new Database(name, folder, server.ConnectionString(name), Template: null));
            await node.DoAsync(async (MessengerDb db) =>
            {
                await db.PrepareAsync();
                return true;
            });
            Assert.True(await node.DoAsync((ILookups lookups) => lookups.AreReadyAsync()));
            return await ask(node);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

using Messenger.Domain;

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
            var epochs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => PrepareAsync(server, $"fresh{i}"))));
            Assert.Single(epochs.Distinct());
        }
    }

    static async Task<Guid> PrepareAsync(PostgresServer server, string name)
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
            return await node.DoAsync((History history) => history.EpochAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

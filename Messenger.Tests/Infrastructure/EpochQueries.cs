using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

static class EpochQueries
{
    /// <summary>Of this database.</summary>
    public static Task<Guid> GetEpochAsync(this MessengerDb db) => db.Installations.Select(one => one.Epoch).SingleAsync();
}

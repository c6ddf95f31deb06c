using System.Buffers.Binary;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>With nothing made quicker for tests.</summary>
public sealed class HashingPasswords : World
{
    protected override bool IsQuick => false;

    [Fact]
    public async Task Takes_as_long_as_the_framework_says()
    {
        var carol = await Do((Accounts a) => a.RegisterAsync("carol", "carol@example.org", Password, null, new Preferences()));

        var row = await Do((MessengerDb db) => db.Users.SingleAsync(user => user.Id == carol.Id));
        // How often it is hashed stands behind a version and the kind of hash (Identity's format 1).
        Assert.Equal(100_000, BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(row.PasswordHash!).AsSpan(5)));
    }
}

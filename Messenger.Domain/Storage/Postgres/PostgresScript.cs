namespace Messenger.Domain;

/// <summary>The script that pg_restore writes, on its way to psql.</summary>
public static class PostgresScript
{
    // The settings at its head are some 20 short lines.
    const int HeadSize = 4096;

    // pg_restore of 17 and later says it to every server, and one of 16 or before refuses what it does not know.
    static ReadOnlySpan<byte> Unknown => "SET transaction_timeout = 0;"u8;

    /// <summary>As it is, but for the setting that an older server does not have: there are spaces in its place.</summary>
    public static async Task CopyAsync(Stream from, Stream to, CancellationToken stop)
    {
        var head = new byte[HeadSize];
        var read = await from.ReadAtLeastAsync(head, HeadSize, throwOnEndOfStream: false, stop);
        if (head.AsSpan(0, read).IndexOf(Unknown) is >= 0 and var at)
        {
            head.AsSpan(at, Unknown.Length).Fill((byte)' ');
        }

        await to.WriteAsync(head.AsMemory(0, read), stop);
        await from.CopyToAsync(to, stop);
    }
}

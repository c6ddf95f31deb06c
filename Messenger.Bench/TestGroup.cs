namespace Messenger.Bench;

/// <summary>A group of the mixed measurement, and the newest message that its senders know to be stored.</summary>
public sealed class TestGroup(int id, string name, IReadOnlyList<TestUser> members)
{
    int last;

    public int Id => id;

    public string Name => name;

    public IReadOnlyList<TestUser> Members => members;

    /// <summary>Whoever asks now must be shown this message or a later one.</summary>
    public int Last => Volatile.Read(ref last);

    /// <summary>A send was answered; others may have been answered before it that came after it.</summary>
    public void Sent(int sequence)
    {
        for (var known = Last; known < sequence; known = Last)
        {
            Interlocked.CompareExchange(ref last, sequence, known);
        }
    }
}

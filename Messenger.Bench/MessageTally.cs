namespace Messenger.Bench;

/// <summary>The messages of one chat as they reached one socket, held to what is promised: every message, each once, in order.</summary>
/// <param name="from">The newest one before it listened.</param>
public sealed class MessageTally(int from)
{
    public int Last { get; private set; } = from;

    public long Count { get; private set; }

    public int Lost { get; private set; }

    public int Doubled { get; private set; }

    public void Add(int sequence)
    {
        Lost += Math.Max(0, sequence - Last - 1);
        Doubled += sequence <= Last ? 1 : 0;
        Last = Math.Max(Last, sequence);
        Count++;
    }
}

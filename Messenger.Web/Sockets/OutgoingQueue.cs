using System.Buffers;

namespace Messenger.Web;

/// <summary>
/// The frames that wait for one reader. One write carries all that wait, and the first is never delayed. Nobody waits for the
/// reader: a thread of the pool writes, and an idle line holds no buffer, no task and no timer. Before it begins they only wait.
/// </summary>
sealed class OutgoingQueue(Action abort) : IThreadPoolWorkItem
{
    // One write carries this much at most; a frame that is longer goes alone.
    const int WriteLimit = 64 << 10;

    readonly Lock gate = new();
    Stream? stream;
    Queue<byte[]>? waiting;
    TaskCompletionSource? rest;
    // As if somebody were at it already: nobody else begins.
    bool isWriting = true;

    /// <summary>The last frame waits or was written, and no other is taken.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>It ended because the reader was too slow.</summary>
    public bool IsOverrun { get; private set; }

    public int Waiting => waiting?.Count ?? 0;

    /// <summary>From now on there is somewhere to write to.</summary>
    public void Begin(Stream stream)
    {
        lock (gate)
        {
            this.stream = stream;
            if (waiting is null)
            {
                Rest();
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }

    /// <summary>When this many wait already none of them is sent, but the last one.</summary>
    public void Send(byte[] frame, int limit, byte[] last)
    {
        lock (gate)
        {
            if (waiting?.Count >= limit && !IsEnding)
            {
                waiting.Clear();
                Add(last);
                IsEnding = IsOverrun = true;
            }
            else
            {
                Add(frame);
            }
        }
    }

    public void End(byte[] last)
    {
        lock (gate)
        {
            Add(last);
            IsEnding = true;
        }
    }

    /// <summary>Done when everything is written.</summary>
    public Task RestAsync()
    {
        lock (gate)
        {
            return isWriting ? (rest ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    void Add(byte[] frame)
    {
        if (IsEnding)
        {
            return;
        }

        (waiting ??= new Queue<byte[]>()).Enqueue(frame);
        if (!isWriting)
        {
            isWriting = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // Done at once, and then without a task, but for a reader that is slow.
    async Task WriteAsync()
    {
        try
        {
            while (Take() is { } frames)
            {
                await WriteAsync(frames);
            }
        }
        catch (Exception)
        {
            // The line is broken. Whoever reads from it finds out too.
            abort();
            GiveUp();
        }
    }

    /// <summary>All that wait; null when there is nothing more to write.</summary>
    Queue<byte[]>? Take()
    {
        lock (gate)
        {
            var frames = waiting;
            waiting = null;
            if (frames is null)
            {
                Rest();
            }

            return frames;
        }
    }

    void GiveUp()
    {
        lock (gate)
        {
            (IsEnding, waiting) = (true, null);
            Rest();
        }
    }

    void Rest()
    {
        rest?.SetResult();
        (isWriting, rest) = (false, null);
    }

    async ValueTask WriteAsync(Queue<byte[]> frames)
    {
        while (frames.Count > 0)
        {
            var (count, length) = Measure(frames);
            if (count == 1)
            {
                await stream!.WriteAsync(frames.Dequeue());
                continue;
            }

            var joined = ArrayPool<byte>.Shared.Rent(length);
            for (var at = 0; at < length;)
            {
                var frame = frames.Dequeue();
                frame.CopyTo(joined, at);
                at += frame.Length;
            }

            await stream!.WriteAsync(joined.AsMemory(0, length));
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    /// <summary>How many of them go into the next write, and how long it is.</summary>
    static (int Count, int Length) Measure(Queue<byte[]> frames)
    {
        var (count, length) = (0, 0);
        foreach (var frame in frames)
        {
            if (count > 0 && length + frame.Length > WriteLimit)
            {
                break;
            }

            (count, length) = (count + 1, length + frame.Length);
        }

        return (count, length);
    }
}

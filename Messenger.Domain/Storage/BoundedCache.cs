using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Messenger.Domain;

/// <summary>
/// A cache of at most so many entries. Nothing in it is ever invalidated: a key, or a value, holds the versions of all that it was made
/// from, and who reads compares them. When it is full all of it is forgotten, which costs one more reading each.
/// </summary>
public sealed class BoundedCache<TKey, TValue>(int limit)
    where TKey : notnull
{
    readonly ConcurrentDictionary<TKey, TValue> entries = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => entries.TryGetValue(key, out value);

    public void Set(TKey key, TValue value)
    {
        if (entries.Count >= limit)
        {
            entries.Clear();
        }

        entries[key] = value;
    }
}

namespace Messenger.Web;

/// <summary>
/// The numbers of a row that were heard, when they come in any order and some are lost: all up to one, and some beyond it.
/// </summary>
sealed class NumberSet(long upTo)
{
    readonly HashSet<long> beyond = [];

    /// <summary>Up to here none is missing.</summary>
    public long UpTo { get; private set; } = upTo;

    public bool Has(long number) => number <= UpTo || beyond.Contains(number);

    /// <summary>False when it was heard before.</summary>
    public bool Add(long number)
    {
        if (Has(number))
        {
            return false;
        }

        beyond.Add(number);
        while (beyond.Remove(UpTo + 1))
        {
            UpTo++;
        }

        return true;
    }

    /// <summary>What is missing up to here will not come.</summary>
    public void Pass(long number)
    {
        UpTo = Math.Max(UpTo, number);
        beyond.RemoveWhere(one => one <= UpTo);
        while (beyond.Remove(UpTo + 1))
        {
            UpTo++;
        }
    }
}

namespace Messenger.Web;

/// <summary>A command: how it is called, and what does it.</summary>
/// <param name="Name">One word or several, such as "admin people".</param>
/// <param name="Usage">What may follow the name.</param>
/// <param name="Does">In one sentence.</param>
sealed record Command(string Name, string Usage, string Does, Type Type)
{
    IReadOnlyList<string> Words => Name.Split(' ');

    public string Call => Usage.Length == 0 ? Name : $"{Name} {Usage}";

    public static Command Of<T>(string name, string usage, string does)
        where T : class, ICommand => new(name, usage, does, typeof(T));

    public bool IsMeant(IReadOnlyList<string> typed) => typed.Take(Words.Count).SequenceEqual(Words);

    /// <summary>Whether it may be what somebody means who has typed only so far.</summary>
    public bool BeginsWith(IReadOnlyList<string> typed) => Words.Take(typed.Count).SequenceEqual(typed);

    public IEnumerable<string> After(IReadOnlyList<string> typed) => typed.Skip(Words.Count);
}

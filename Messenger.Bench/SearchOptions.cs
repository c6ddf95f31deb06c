namespace Messenger.Bench;

/// <summary>The size of what is searched, and how many of the chats are those of who asks.</summary>
public sealed record SearchOptions(int Messages = 100_000, int Chats = 1000, int Mine = 200)
{
    public const int MessagesLimit = 10_000_000, ChatsLimit = 100_000;

    public SearchOptions Checked() => Mine <= Chats && Chats <= Messages
        ? this
        : throw new ArgumentException($"--mine {Mine}, --chats {Chats}, --texts {Messages}: each is at most as many as the next.");
}

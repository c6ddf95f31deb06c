namespace Messenger.Bench;

/// <summary>The people of the mixed measurement, the groups they have in common, and how much they write.</summary>
/// <param name="Members">In each group.</param>
/// <param name="Messages">In each group before anything is measured.</param>
/// <param name="Writes">Of a hundred requests, how many are messages.</param>
public sealed record MixOptions(int People = 100, int Groups = 20, int Members = 8, int Messages = 60, int Writes = 10)
{
    // What the messenger itself allows in a group, and what is made in a bearable time.
    public const int PeopleLimit = 1000, GroupsLimit = 1000, MessagesLimit = 50_000;

    public MixOptions Checked() => Members <= People
        ? this
        : throw new ArgumentException($"--members {Members}: a group cannot have more members than there are people, and --people is {People}.");
}

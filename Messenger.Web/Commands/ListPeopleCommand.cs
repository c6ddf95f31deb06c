namespace Messenger.Web;

/// <summary>The command <c>admin people</c>: lists everybody who has an account, or who is called so.</summary>
sealed class ListPeopleCommand(ManagedPeople people) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var (isAdmins, isDeactivated) = (line.TakeFlag("admins"), line.TakeFlag("deactivated"));
        var filter = (isAdmins, isDeactivated) switch
        {
            (true, true) => throw new WrongUsage("--admins or --deactivated, not both."),
            (true, _) => PeopleFilter.Admins,
            (_, true) => PeopleFilter.Deactivated,
            _ => PeopleFilter.All,
        };
        List<string> words = [];
        while (line.FindWord() is { } word)
        {
            words.Add(word);
        }

        line.RefuseOthers();
        List<ManagedPerson> all = [];
        int? before = null;
        do
        {
            var page = await people.ListAsync(Actor.CommandLine, string.Join(' ', words), filter, before);
            all.AddRange(page.People);
            before = page.Before;
        }
        while (before is not null);

        TextTable.Write(output, ["id", "username", "e-mail", "state", "sessions", "last used"], all.Select(one => (string[])
        [
            $"{one.Person.Id}", one.Person.Username, one.Email, StateOf(one), $"{one.Sessions}", one.LastUsedAt is { } used ? $"{used:u}" : "never",
        ]));
    }

    static string StateOf(ManagedPerson one) => one.Person.IsDeleted ? "deleted" : !one.Person.IsActive ? "deactivated" : one.IsAdmin ? "admin" : "active";
}

namespace Messenger.Web;

/// <summary><c>admin settings</c>: shows what an admin may set while the messenger runs, or sets it.</summary>
sealed class ChangeSettingsCommand(LiveSettings live, SettingsEditor editor) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var isReset = line.TakeFlag("reset");
        var (typed, value) = (line.FindWord(), line.FindWord());
        line.RefuseOthers();
        await live.RefreshAsync();
        if ((typed, value, isReset) is (not null, not null, false) or (not null, null, true))
        {
            var name = LiveSettings.Names.FirstOrDefault(one => one.Equals(typed, StringComparison.OrdinalIgnoreCase))
                ?? throw new WrongUsage($"“{typed}” is none of {string.Join(", ", LiveSettings.Names)}.");
            await editor.SaveAsync(Actor.CommandLine, new Dictionary<string, string?> { [name] = value });
        }
        else if (typed is not null || isReset)
        {
            throw new WrongUsage("Give a name and a value, or a name and --reset.");
        }

        TextTable.Write(output, ["name", "value", "from"], LiveSettings.Names.Select(name => (string[])[name, live.Now.ValueOf(name) ?? "—", FromOf(name)]));
    }

    string FromOf(string name) => live.IsFixed(name) ? "configuration" : live.IsKept(name) ? "an admin" : "default";
}

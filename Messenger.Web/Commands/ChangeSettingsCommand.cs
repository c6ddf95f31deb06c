namespace Messenger.Web;

/// <summary>The command <c>admin settings</c>: shows what an admin may set while the messenger runs, or sets it.</summary>
sealed class ChangeSettingsCommand(LiveSettings live, SettingsEditor editor, ILookups lookups, TimeProvider time) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var (isReset, mayErase) = (line.TakeFlag("reset"), line.TakeFlag("erase"));
        var (typed, value) = (line.FindWord(), line.FindWord());
        line.RefuseOthers();
        await live.RefreshAsync();
        if ((typed, value, isReset) is (not null, not null, false) or (not null, null, true))
        {
            var name = LiveSettings.Names.FirstOrDefault(one => one.Equals(typed, StringComparison.OrdinalIgnoreCase))
                ?? throw new WrongUsage($"“{typed}” is none of {string.Join(", ", LiveSettings.Names)}.");
            var wanted = new Dictionary<string, string?> { [name] = value };
            await RequireAgreementAsync(editor.Try(wanted), mayErase);
            await editor.SaveAsync(Actor.CommandLine, wanted);
        }
        else if (typed is not null || isReset)
        {
            throw new WrongUsage("Give a name and a value, or a name and --reset.");
        }

        TextTable.Write(output, ["name", "value", "from"], LiveSettings.Names.Select(name => (string[])[name, live.Now.ValueOf(name) ?? "—", FromOf(name)]));
    }

    /// <summary>A number that was mistyped here would erase what nobody can bring back.</summary>
    async Task RequireAgreementAsync(ServerSettings next, bool mayErase)
    {
        if (!mayErase && next.ErasesMoreThan(live.Now))
        {
            var erasure = await ErasureEstimate.GetAsync(lookups, time.GetUtcNow().AddDays(-next.RetentionDays!.Value));
            throw new WrongUsage(
                $"What is older than {next.RetentionDays} days would be erased for everybody and for good: {erasure.Messages} messages and {erasure.Files} files at this moment. Add --erase if that is meant.");
        }
    }

    string FromOf(string name) => live.IsFixed(name) ? "configuration" : live.IsKept(name) ? "an admin" : "default";
}

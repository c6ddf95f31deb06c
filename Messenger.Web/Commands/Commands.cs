namespace Messenger.Web;

/// <summary>
/// The table of what is done from the command line: <c>dotnet Messenger.Web.dll admin jobs</c>. The
/// first words say which; a line that begins with none starts the messenger.
/// </summary>
/// <remarks>Settings are those of the messenger, from its file, its environment, or typed as <c>--Section:Key=value</c> anywhere in the line.</remarks>
static class Commands
{
    /// <summary>How a command ends, as shells and schedules read it.</summary>
    public const int Done = 0, Failed = 1, NotUnderstood = 2;

    static readonly string[] asksForHelp = ["--help", "-h"];

    public static IReadOnlyList<Command> All { get; } =
    [
        Command.Of<ListPeopleCommand>("admin people", "[--admins | --deactivated] [WORD …]", "Lists people, or those whose names or address have these words in them."),
        Command.Of<DeactivatePersonCommand>("admin deactivate", "NAME", "Logs somebody out and lets them in no more; what they wrote stays."),
        Command.Of<ActivatePersonCommand>("admin activate", "NAME", "Lets them in again."),
        Command.Of<DeletePersonCommand>("admin delete", "NAME [--messages]", "Deletes an account for good; --messages: and what was said."),
        Command.Of<EndSessionsCommand>("admin end-sessions", "NAME", "Logs somebody out everywhere."),
        Command.Of<MakeAdminCommand>("admin make-admin", "NAME", "Makes somebody an admin."),
        Command.Of<UnmakeAdminCommand>("admin unmake-admin", "NAME", "Takes away the role of an admin, but not of the last one."),
        Command.Of<ResetPasswordCommand>("admin reset-password", "NAME", "Mails somebody a link to a new password."),
        Command.Of<ResetSecondStepCommand>("admin reset-second-step", "NAME", "Lets somebody who has lost app and recovery codes log in by the password alone."),
        Command.Of<RebuildSearchCommand>("admin search-rebuild", "", "Makes the index of messages anew, while the messenger runs or not."),
        Command.Of<ChangeSettingsCommand>("admin settings", "[NAME VALUE [--erase] | NAME --reset]", "Shows what can be set while the messenger runs, or sets it; --erase: also where that erases messages."),
        Command.Of<ListJobsCommand>("admin jobs", "[--failed]", "Lists what waits to be done later."),
        Command.Of<RetryJobCommand>("admin retry-job", "ID", "Has a job done at once."),
        Command.Of<DropJobCommand>("admin drop-job", "ID", "Gives a job up."),
        Command.Of<ListAuditCommand>("admin audit", "[--before ID]", "Lists what admins did, the newest first."),
        Command.Of<MakeBackupCommand>("backup", "FILE", "Writes everything there is into one file, while the messenger runs."),
        Command.Of<RestoreBackupCommand>("restore", "FILE [--end-sessions]", "Puts a backup in the place of what is here, while the messenger does not run."),
        Command.Of<ImportOriginalCommand>("import-original", "--from \"Host=…\" [--media FOLDER] [--dry-run]", "Brings people, chats and messages of the original Messenger."),
    ];

    public static bool AreMeant(IReadOnlyList<string> args) => args is [var first, ..] && (!first.StartsWith('-') || asksForHelp.Contains(first));

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var typed = args.Where(arg => !IsSetting(arg)).ToList();
        var words = typed.TakeWhile(one => !one.StartsWith('-')).ToList();
        var command = All.Where(one => one.IsMeant(words)).MaxBy(one => one.Name.Length);
        if (typed.Exists(asksForHelp.Contains))
        {
            ShowHelp(output, command is null ? [.. All.Where(one => one.BeginsWith(words))] : [command]);
            return Done;
        }

        if (command is null)
        {
            var meant = All.Where(one => one.BeginsWith(words)).ToList();
            if (meant.Count == 0)
            {
                await error.WriteLineAsync($"“{string.Join(' ', words.Take(2))}” is no command.");
            }

            ShowHelp(error, meant);
            return NotUnderstood;
        }

        try
        {
            await using var app = Compose(command, [.. args.Where(IsSetting)]);
            await using var scope = app.Services.CreateAsyncScope();
            var does = (ICommand)scope.ServiceProvider.GetRequiredService(command.Type);
            await RequireTablesAsync(does, scope.ServiceProvider);
            await does.RunAsync(new CommandLine(command.After(typed)), output);
            return Done;
        }
        catch (WrongUsage wrong)
        {
            await error.WriteLineAsync($"{wrong.Message} Usage: {command.Call}");
            return NotUnderstood;
        }
        catch (Exception failure) when (failure is Refused or CommandFailed or BackupFailed or ImportFailed)
        {
            await error.WriteLineAsync(failure.Message);
            return Failed;
        }
        catch (Exception failure) when (DatabaseUnavailable.Explains(failure))
        {
            await error.WriteLineAsync($"The database cannot be reached: {failure.GetBaseException().Message}");
            return Failed;
        }
    }

    // Options have no colon in their names.
    static bool IsSetting(string arg) => arg.StartsWith("--") && arg.IndexOf(':') is > 0 and var colon && (arg.IndexOf('=') is -1 and var none || arg.IndexOf('=') > colon);

    static void ShowHelp(TextWriter to, IReadOnlyList<Command> some)
    {
        var shown = some.Count == 0 ? All : some;
        var width = shown.Max(command => command.Call.Length);
        to.WriteLine("Usage: COMMAND [--Section:Key=value …], with the settings of the messenger; without a command it starts.");
        to.WriteLine();
        foreach (var command in shown)
        {
            to.WriteLine($"  {command.Call.PadRight(width)}  {command.Does}");
        }
    }

    /// <summary>The messenger without its doors. Nobody hears its events: nodes that run find out what was done as they find out what another node did while Redis was away.</summary>
    static WebApplication Compose(Command command, string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [.. settings, "--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = ProgramFolder.Path,
        });
        // What fails is said once, by us.
        builder.Logging.ClearProviders();
        builder.AddDatabase();
        builder.AddDomain();
        builder.AddSilentEvents();
        builder.AddFileStore();
        builder.AddBackups();
        builder.Services.AddScoped(command.Type);
        return builder.Build();
    }

    static async Task RequireTablesAsync(ICommand command, IServiceProvider services)
    {
        if (command.NeedsTables && !await services.GetRequiredService<ILookups>().AreReadyAsync())
        {
            throw new CommandFailed("The database is away, empty or of another version. Start the messenger first: it makes the database ready, or says what is wrong.");
        }
    }
}

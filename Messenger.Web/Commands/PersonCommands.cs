namespace Messenger.Web;

/// <summary>A command that does something to one person, who is named by username or e-mail.</summary>
abstract class PersonCommand(ManagedPeople people) : ICommand
{
    protected ManagedPeople People => people;

    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        TakeOptions(line);
        var name = line.TakeWord("NAME");
        line.RefuseOthers();
        var said = await ActAsync(await people.FindAsync(Actor.CommandLine, name));
        await output.WriteLineAsync($"{name} {said}.");
    }

    protected virtual void TakeOptions(CommandLine line)
    {
    }

    /// <returns>What is so now, in words that follow the name.</returns>
    protected abstract Task<string> ActAsync(int userId);
}

/// <summary>A command whose act answers nothing: what is so now is the same for everybody.</summary>
abstract class PlainPersonCommand(ManagedPeople people, Func<Actor, int, Task> act, string said) : PersonCommand(people)
{
    protected override async Task<string> ActAsync(int userId)
    {
        await act(Actor.CommandLine, userId);
        return said;
    }
}

/// <summary>The command <c>admin deactivate</c>.</summary>
sealed class DeactivatePersonCommand(ManagedPeople people) : PlainPersonCommand(people, people.DeactivateAsync, "is deactivated and logged out");

/// <summary>The command <c>admin activate</c>.</summary>
sealed class ActivatePersonCommand(ManagedPeople people) : PlainPersonCommand(people, people.ActivateAsync, "may log in");

/// <summary>The command <c>admin delete</c>.</summary>
sealed class DeletePersonCommand(ManagedPeople people) : PersonCommand(people)
{
    bool withMessages;

    protected override void TakeOptions(CommandLine line) => withMessages = line.TakeFlag("messages");

    protected override async Task<string> ActAsync(int userId)
    {
        await People.DeleteAsync(Actor.CommandLine, userId, withMessages);
        return "is logged out, and deleted as soon as the messenger runs";
    }
}

/// <summary>The command <c>admin end-sessions</c>.</summary>
sealed class EndSessionsCommand(ManagedPeople people) : PersonCommand(people)
{
    protected override async Task<string> ActAsync(int userId) => $"is logged out (sessions: {await People.EndSessionsAsync(Actor.CommandLine, userId)})";
}

/// <summary>The command <c>admin make-admin</c>.</summary>
sealed class MakeAdminCommand(ManagedPeople people) : PlainPersonCommand(people, people.MakeAdminAsync, "is an admin");

/// <summary>The command <c>admin unmake-admin</c>.</summary>
sealed class UnmakeAdminCommand(ManagedPeople people) : PlainPersonCommand(people, people.UnmakeAdminAsync, "is no admin");

/// <summary>The command <c>admin reset-password</c>.</summary>
sealed class ResetPasswordCommand(ManagedPeople people) : PlainPersonCommand(people, people.SendPasswordResetAsync, "is mailed a link to a new password, as soon as the messenger runs");

/// <summary>The command <c>admin reset-second-step</c>.</summary>
sealed class ResetSecondStepCommand(ManagedPeople people, SecondFactors factors) : PersonCommand(people)
{
    protected override async Task<string> ActAsync(int userId) =>
        await factors.ResetAsync(Actor.CommandLine, userId) ? "logs in without a second step" : "had no second step";
}

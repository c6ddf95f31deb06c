namespace Messenger.Web;

/// <summary>
/// A command: something that is done from the command line and not by a page, beside the running
/// messenger, or without it. Made anew each time, with what it asks for.
/// </summary>
interface ICommand
{
    /// <summary>Whether it needs the tables of this version. One that makes or replaces them does not.</summary>
    bool NeedsTables => true;

    /// <param name="line">What was typed after its name. What it does not take is refused by <see cref="CommandLine.RefuseOthers"/>, before anything is done.</param>
    /// <param name="output">For what was asked for, and nothing else: it may be read by a program.</param>
    /// <exception cref="Domain.Refused">Why it may not be done.</exception>
    /// <exception cref="CommandFailed">Why it could not be done.</exception>
    /// <exception cref="WrongUsage">Why it was not understood.</exception>
    Task RunAsync(CommandLine line, TextWriter output);
}

/// <summary>Thrown where what was typed makes no sense, with a sentence that says so.</summary>
sealed class WrongUsage(string sentence) : Exception(sentence);

/// <summary>Thrown where what was typed could not be done, with a sentence that says why.</summary>
sealed class CommandFailed(string sentence, Exception? why = null) : Exception(sentence, why);

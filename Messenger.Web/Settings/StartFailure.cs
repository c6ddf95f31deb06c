namespace Messenger.Web;

/// <summary>
/// Explains why the messenger did not start, in one sentence for whoever starts it;
/// null for our own mistakes, which need their stack.
/// </summary>
static class StartFailure
{
    public const int ExitCode = 1;

    public static string? Explain(Exception failure) => failure switch
    {
        WrongSetting => failure.Message,
        // A settings file that is no JSON, and where.
        InvalidDataException { InnerException: FormatException } => $"{failure.Message} {failure.GetBaseException().Message}",
        _ => FrameworkSettings.Explain(failure),
    };
}

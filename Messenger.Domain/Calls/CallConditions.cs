namespace Messenger.Domain;

/// <summary>
/// The conditions of taking part in a call, or being rung by it, on a call <c>c</c> and somebody's row of it, if there is one.
/// </summary>
static class CallConditions
{
    public const string IsLive = "c.status IN ('ringing', 'active')";

    public static string IsIn(string row) => $"{row}.joined_at IS NOT NULL AND {row}.left_at IS NULL";

    /// <param name="since">The parameter of the earliest start of a call that others may still ring with: they stop by themselves.</param>
    public static string IsRung(string row, string since) =>
        $"{row}.joined_at IS NULL AND {row}.left_at IS NULL AND {row}.declined_at IS NULL AND (c.status = 'ringing' OR c.started_at > {since})";
}

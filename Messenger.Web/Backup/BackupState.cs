namespace Messenger.Web;

/// <summary>The record of how the last tries went, kept beside the backups, so that a start knows it.</summary>
/// <param name="Failed">Why the last one could not be made; null when it was.</param>
/// <param name="Tested">Which one was looked at last.</param>
/// <param name="WasRestored">Its database was read back and counted, too.</param>
/// <param name="Trouble">What was wrong with it; null when nothing was.</param>
sealed record BackupState(
    DateTimeOffset? FailedAt = null, string? Failed = null, string? Tested = null, DateTimeOffset? TestedAt = null, bool WasRestored = false, string? Trouble = null);

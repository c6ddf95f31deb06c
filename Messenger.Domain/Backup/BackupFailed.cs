namespace Messenger.Domain;

/// <summary>
/// The failure of a backup: why there is none, or why one was not restored, in a sentence for whoever asked for it.
/// </summary>
public sealed class BackupFailed(string sentence, Exception? why = null) : Exception(sentence, why);

namespace Messenger.Domain;

/// <summary>Why there is no backup, or why one was not restored, in a sentence for whoever asked for it.</summary>
public sealed class BackupFailed(string sentence, Exception? why = null) : Exception(sentence, why);

namespace Messenger.Domain;

/// <summary>Why nothing was imported, in a sentence for whoever asked for it.</summary>
public sealed class ImportFailed(string sentence) : Exception(sentence);

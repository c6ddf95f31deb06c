namespace Messenger.Domain;

/// <summary>The failure of an import: why nothing was imported, in a sentence for whoever asked for it.</summary>
public sealed class ImportFailed(string sentence) : Exception(sentence);

namespace Messenger.Web;

/// <summary>Not a picture of a kind that is taken: 415.</summary>
public sealed class NoPicture() : Exception("Not a picture of a kind that is taken.");

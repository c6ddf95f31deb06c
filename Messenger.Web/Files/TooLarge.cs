namespace Messenger.Web;

/// <summary>More bytes than are taken: 413.</summary>
public sealed class TooLarge(int megabytes) : Exception("Too large.")
{
    public int Megabytes => megabytes;
}

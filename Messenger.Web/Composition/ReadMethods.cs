namespace Messenger.Web;

/// <summary>The methods by which something is read.</summary>
static class ReadMethods
{
    /// <summary>HEAD is GET without the content (RFC 9110, 9.3.2).</summary>
    public static IEnumerable<string> GetAndHead { get; } = [HttpMethods.Get, HttpMethods.Head];
}

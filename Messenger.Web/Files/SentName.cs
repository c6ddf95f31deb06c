namespace Messenger.Web;

/// <summary>
/// The name that a file of a form has on the disk it came from. A quote in a name would end it, so
/// browsers write %22 and leave the rest alone (HTML, 4.10.21.8), other programs write \" and \\
/// (RFC 7578, 4.2). A name that really has %22 in it is the rarer one.
/// </summary>
static class SentName
{
    public static string Of(IFormFile file) =>
        // That way (RFC 5987) nothing is escaped.
        file.Headers?.ContentDisposition.ToString().Contains("filename*=", StringComparison.OrdinalIgnoreCase) is true ? file.FileName : Unescaped(file.FileName);

    static string Unescaped(string name) => name.Replace("%22", "\"").Replace("%0D", " ", StringComparison.OrdinalIgnoreCase).Replace("%0A", " ", StringComparison.OrdinalIgnoreCase)
        .Replace("\\\\", "\0").Replace("\\\"", "\"").Replace('\0', '\\');
}

namespace Messenger.Web;

/// <summary>The addresses where admins open the files of reported messages, and nobody anything else.</summary>
static class ReportedFiles
{
    public const string Place = "/admin/reports/files/";

    public static string AddressOf(Guid key) => $"{Place}{key:N}";
}

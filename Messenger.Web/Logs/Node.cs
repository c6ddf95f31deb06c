namespace Messenger.Web;

/// <summary>The name of this process among several, in logs and to admins.</summary>
static class Node
{
    public static string Name { get; } = $"{Environment.MachineName}-{Environment.ProcessId}";
}

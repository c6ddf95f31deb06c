namespace Messenger.Web;

/// <summary>What this process is called among several, in logs and to admins.</summary>
static class Node
{
    public static string Name { get; } = $"{Environment.MachineName}-{Environment.ProcessId}";
}

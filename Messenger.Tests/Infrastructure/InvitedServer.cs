namespace Messenger.Tests;

/// <summary>A messenger in which an account takes an invitation.</summary>
public sealed class InvitedServer : Server
{
    protected override IEnumerable<(string, string)> Settings => [("Messenger:Registration", "invite")];
}

using System.Net.Sockets;

namespace Messenger.Web;

/// <summary>Looks whether the servers that calls need answer, as seen from here. Whether they do from outside, the call test of a browser tells.</summary>
sealed class TurnHealth(AllSettings settings, Texts texts) : IHealthCheck
{
    public string Icon => "call";

    public string Name => texts["Calls"];

    public async Task<HealthFinding> LookAsync(CancellationToken late)
    {
        if (settings.Turn.Urls is [])
        {
            return new(HealthState.Doubtful, texts["There is no server for calls (Turn:Urls): two who are behind different routers mostly do not hear each other."]);
        }

        var answers = await Task.WhenAll(settings.Turn.Urls.Select(async url => (Url: url, Is: await AnswersAsync(url, late))));
        var silent = answers.Where(server => !server.Is).Select(server => server.Url).ToList();
        return silent is []
            ? new(HealthState.Well, texts["All servers for calls answer from here. The call test in a browser says how they look from outside."])
            : new(silent.Count < answers.Length ? HealthState.Doubtful : HealthState.Broken,
                texts["No answer from {0}: look whether it runs, and whether a firewall is in between.", string.Join(", ", silent)]);
    }

    // Somebody else's that hangs is silent, and not unknown.
    static async Task<bool> AnswersAsync(string url, CancellationToken late)
    {
        try
        {
            await StunRequest.AskAsync(url, late);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}

using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>How something is, by what looks at it. On a busy machine one look may take longer than it may; then it is looked at again.</summary>
static class AnsweredHealth
{
    public static async Task<(HealthState State, string Says)> HowIsAsync(this Server server, string name)
    {
        (HealthState State, string Says) how = default;
        await Eventually.TrueAsync(async () =>
        {
            var one = (await server.DoAsync((HealthReport report) => report.GetAsync())).Single(one => one.Name == name);
            how = (one.State, one.Says);
            return one.Says != "There was no answer within two seconds.";
        });
        return how;
    }
}

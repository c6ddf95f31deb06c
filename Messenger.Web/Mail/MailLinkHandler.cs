using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Web;

/// <summary>Mails a link to whoever its job names, if they still need it. All mails share a lane, which is as fast as the mail server.</summary>
/// <param name="kind">Of its jobs, and the link's purpose.</param>
abstract class MailLinkHandler(string kind, IServiceScopeFactory scopes, MailComposer composer, Mailer mailer) : IJobHandler
{
    public IReadOnlyCollection<string> Kinds => [kind];

    public string Lane => "mail";

    public async Task DoAsync(ClaimedJob job, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var links = scope.ServiceProvider.GetRequiredService<MailLinks>();
        if (await links.MakeAsync(kind, JsonSerializer.Deserialize<string>(job.Payload)!) is { } link)
        {
            await mailer.SendAsync(job, await composer.ComposeAsync(link, Write), stop);
        }
    }

    /// <summary>In the language of the moment.</summary>
    protected abstract Letter Write(string token);
}

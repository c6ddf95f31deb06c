using System.Text.Json;

namespace Messenger.Web;

/// <summary>Mails what changed in who can get into an account, in the language of its owner.</summary>
sealed class SafetyMailHandler(Texts texts, PublicAddress address, IServiceScopeFactory scopes, MailComposer composer, Mailer mailer) : IJobHandler
{
    public IReadOnlyCollection<string> Kinds => [SafetyMails.Kind];

    public string Lane => "mail";

    public async Task DoAsync(ClaimedJob job, CancellationToken stop)
    {
        var news = JsonSerializer.Deserialize<SafetyNews>(job.Payload)!;
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SafetyMails>().FindReceiverAsync(news.UserId) is { } receiver)
        {
            await mailer.SendAsync(job, await composer.ComposeAsync(receiver.Email, receiver.Preferences.Language, () => Write(news, receiver)), stop);
        }
    }

    Letter Write(SafetyNews news, SafetyReceiver receiver)
    {
        var (subject, what) = Words(news);
        var isStillLeaving = receiver.IsLeaving && news.Change is not SafetyChange.DeletionAsked;
        return new(
            subject, texts["This is about your account on Messenger at {0}.", address.Home.Host],
            isStillLeaving ? $"{what} {texts["Your account is still about to be deleted, as was asked for: log in to keep it."]}" : what,
            texts[news.Change is SafetyChange.TokenMade ? "Look at your tokens" : "Look at your devices"],
            new Uri(address.Home, news.Change is SafetyChange.TokenMade ? "settings/tokens" : "settings/devices"),
            texts["If it was you, do nothing. If not, change your password at once and log out everywhere else."]);
    }

    (string Subject, string What) Words(SafetyNews news) => news.Change switch
    {
        SafetyChange.TwoStepsOn => (texts["Logging in now takes two steps"], texts["From now on a code of your authenticator app is asked for beside the password."]),
        SafetyChange.TwoStepsOff => (texts["Logging in takes one step again"], texts["No code is asked for any more: your password alone opens your account."]),
        SafetyChange.NewRecoveryCodes => (texts["New recovery codes"], texts["Ten new recovery codes were made. The old ones do not work any more."]),
        SafetyChange.RecoveryCodeUsed => (texts["A recovery code was used"], texts["Somebody logged in, or changed how you log in, with one of your recovery codes."]),
        SafetyChange.PasskeyAdded => (texts["A new passkey"], texts["A passkey was added to your account. Whoever has it can log in with it."]),
        SafetyChange.PasskeyRemoved => (texts["A passkey was removed"], texts["One of your passkeys does not open your account any more."]),
        SafetyChange.DeletionAsked => (texts["Your account is about to be deleted"], texts["It is deleted in {0} days. Log in until then to keep it.", Departures.Days]),
        SafetyChange.DeletionTakenBack => (texts["Your account is kept"], texts["Somebody logged in and kept it: it is not deleted."]),
        SafetyChange.NewDevice => (texts["A new device"], texts["Somebody logged in with {0} from {1}, for the first time.", DeviceName.Name(news.Device ?? "", texts), news.Address]),
        SafetyChange.NewPassword => (texts["Your password was changed"], texts["A new password opens your account. The old one does not any more, and whoever was logged in by it elsewhere is out."]),
        // Not what it is called: whoever made it may have chosen that to speak to the receiver.
        SafetyChange.TokenMade => (texts["A new token for programs"], texts["A token was made. Whoever has it acts as you, without your password, until you revoke it."]),
        _ => throw new ArgumentOutOfRangeException(nameof(news)),
    };
}

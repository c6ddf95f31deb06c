using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Messenger.Web;

/// <summary>Registers what people can do, injected as it is.</summary>
static class DomainServices
{
    public static void AddDomain(this WebApplicationBuilder builder)
    {
        builder.Services.AddIdentityCore<User>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            // Usernames and passwords have rules of their own (Usernames, Passwords).
            identity.User.AllowedUserNameCharacters = "";
            identity.Password.RequiredLength = 1;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = false;
            identity.Password.RequireNonAlphanumeric = identity.Password.RequireUppercase = false;
        }).AddUserStore<UserOnlyStore<User, MessengerDb, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>, Passkey>>()
            .AddTokenProvider<VerifyTokenProvider>(MailLinks.Verify).AddTokenProvider<ResetTokenProvider>(MailLinks.Reset);

        builder.Services.AddScoped<IPasswordHasher<User>, OpaquePasswordHasher>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<LiveSettings>().AddScoped<SettingsEditor>();
        builder.Services.AddScoped(services => PolicyOf(services.GetRequiredService<LiveSettings>().Now));
        builder.Services.AddScoped(services => new StorageQuota(services.GetRequiredService<LiveSettings>().Now.Quota));
        builder.Services.AddSingleton<RecentMessageCache>().AddScoped<StoredKeys>();
        builder.Services.AddScoped<Accounts>().AddScoped<Profiles>().AddScoped<Blocks>().AddScoped<Admissions>().AddScoped<Invitations>().AddScoped<Sessions>().AddScoped<RefreshTokens>().AddScoped<People>();
        builder.Services.AddScoped<LogIns>().AddScoped<SecondFactors>().AddScoped<Passkeys>().AddSingleton<RecoveryCodes>().AddScoped<SafetyMails>().AddScoped<SafetyChanges>();
        builder.Services.AddSingleton(services => ProtectionOf(services.GetRequiredService<IDataProtectionProvider>()));
        builder.Services.AddScoped<Departures>().AddSingleton<DepartureSignal>();
        builder.Services.AddScoped<MailLinks>().AddScoped<PersonalTokens>().AddScoped<Jobs>().AddSingleton<JobSignal>();
        builder.Services.AddScoped<PushSubscriptions>().AddScoped<Pushes>().AddSingleton(services => new PushHosts(services.GetRequiredService<AllSettings>().Push.Hosts));
        builder.Services.AddScoped<Chats>().AddScoped<PersonalChatSettings>().AddScoped<DetailedChats>().AddScoped<Members>().AddScoped<ReadReceipts>();
        builder.Services.AddScoped<Calls>().AddScoped<CallChanges>().AddScoped<CallLeases>().AddScoped<StaleCalls>().AddScoped<CallSignals>();
        builder.Services.AddScoped<Messages>().AddScoped<Drafts>().AddScoped<Reports>().AddScoped<Mentions>().AddScoped<ChosenMessages>().AddScoped<FileMessageWriter>().AddScoped<Retention>().AddScoped<History>();
        builder.Services.AddScoped<OriginalImport>().AddScoped<MessageSearch>().AddSingleton<SearchIndexer>();
        builder.Services.AddScoped<Audit>().AddScoped<ManagedPeople>().AddScoped<ManagedChats>().AddScoped<ManagedJobs>().AddScoped<ManagedSearch>().AddScoped<StoredSettings>();
        builder.Services.AddScoped<StorageUse>().AddScoped<ServerNumbers>();
        builder.Services.AddScoped<Files>().AddScoped<SharedFiles>().AddScoped<OrphanedFiles>().AddSingleton<OrphanSignal>();
    }

    static KeyProtection ProtectionOf(IDataProtectionProvider protection)
    {
        IDataProtector For(int userId) => protection.CreateProtector("second factor", $"{userId}");
        return new KeyProtection((userId, key) => For(userId).Protect(key), (userId, hidden) => For(userId).Unprotect(hidden));
    }

    /// <summary>How events get about, and who is here, when there is one process. Several choose otherwise.</summary>
    public static void AddInProcessEvents(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IEventBus, InProcessBus>().AddSingleton<IPresence, InProcessPresence>();

    /// <summary>For verbs beside the running messenger.</summary>
    public static void AddSilentEvents(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IEventBus, SilentBus>().AddSingleton<IPresence, InProcessPresence>();

    static RegistrationPolicy PolicyOf(ServerSettings settings) => new(Enum.Parse<RegistrationMode>(settings.Registration, ignoreCase: true), settings.RegistrationDomains);
}

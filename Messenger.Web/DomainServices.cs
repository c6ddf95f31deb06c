using Messenger.Domain;
using Microsoft.AspNetCore.Identity;

namespace Messenger.Web;

/// <summary>What people can do, injected as it is.</summary>
static class Verbs
{
    public static void AddVerbs(this WebApplicationBuilder builder)
    {
        builder.Services.AddIdentityCore<User>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            // Usernames and passwords have rules of their own (Usernames, Passwords).
            identity.User.AllowedUserNameCharacters = "";
            identity.Password.RequiredLength = 1;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = false;
            identity.Password.RequireNonAlphanumeric = identity.Password.RequireUppercase = false;
        }).AddEntityFrameworkStores<MessengerDb>()
            .AddTokenProvider<VerifyProof>(MailLinks.Verify).AddTokenProvider<ResetProof>(MailLinks.Reset);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IEventBus, InProcessBus>();
        builder.Services.AddSingleton<ReadVersions>().AddSingleton<RecentPages>();
        builder.Services.AddSingleton<IPresence, InProcessPresence>();
        builder.Services.AddScoped<Accounts>().AddScoped<Sessions>().AddScoped<Refreshing>().AddScoped<People>();
        builder.Services.AddScoped<MailLinks>().AddScoped<PersonalTokens>().AddScoped<Jobs>().AddSingleton<JobBell>().AddSingleton<Waiting>();
        builder.Services.AddScoped<Chats>().AddScoped<WholeChats>().AddScoped<Members>().AddScoped<Reading>();
        builder.Services.AddScoped<Calls>().AddScoped<Signals>().AddSingleton<TakingPart>();
        builder.Services.AddScoped<Messages>().AddScoped<History>();
        builder.Services.AddScoped<Files>().AddScoped<Leftovers>().AddSingleton<Broom>();
    }
}

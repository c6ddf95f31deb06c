using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>Signs the links that verify an address: good for three days.</summary>
sealed class VerifyTokenProvider(IDataProtectionProvider protection, IOptions<VerifyTokenProvider.Lifetime> lifetime, ILogger<VerifyTokenProvider> log)
    : DataProtectorTokenProvider<User>(protection, lifetime, log)
{
    public sealed class Lifetime : DataProtectionTokenProviderOptions
    {
        public Lifetime() => (Name, TokenLifespan) = (MailLinks.Verify, TimeSpan.FromDays(3));
    }
}

/// <summary>Signs the links that set a new password: good for an hour.</summary>
sealed class ResetTokenProvider(IDataProtectionProvider protection, IOptions<ResetTokenProvider.Lifetime> lifetime, ILogger<ResetTokenProvider> log)
    : DataProtectorTokenProvider<User>(protection, lifetime, log)
{
    public sealed class Lifetime : DataProtectionTokenProviderOptions
    {
        public Lifetime() => (Name, TokenLifespan) = (MailLinks.Reset, TimeSpan.FromHours(1));
    }
}

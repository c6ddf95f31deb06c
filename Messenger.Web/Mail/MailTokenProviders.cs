using Messenger.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>Signs the links that verify an address: good for three days.</summary>
sealed class VerifyProof(IDataProtectionProvider protection, IOptions<VerifyProof.Lifetime> lifetime, ILogger<VerifyProof> log)
    : DataProtectorTokenProvider<User>(protection, lifetime, log)
{
    public sealed class Lifetime : DataProtectionTokenProviderOptions
    {
        public Lifetime() => (Name, TokenLifespan) = (MailLinks.Verify, TimeSpan.FromDays(3));
    }
}

/// <summary>Signs the links that set a new password: good for an hour.</summary>
sealed class ResetProof(IDataProtectionProvider protection, IOptions<ResetProof.Lifetime> lifetime, ILogger<ResetProof> log)
    : DataProtectorTokenProvider<User>(protection, lifetime, log)
{
    public sealed class Lifetime : DataProtectionTokenProviderOptions
    {
        public Lifetime() => (Name, TokenLifespan) = (MailLinks.Reset, TimeSpan.FromHours(1));
    }
}

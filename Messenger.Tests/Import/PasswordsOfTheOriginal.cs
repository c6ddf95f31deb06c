using Messenger.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

/// <summary>They are bcrypt of the first 72 bytes.</summary>
public sealed class PasswordsOfTheOriginal
{
    [Theory]
    [InlineData("$2b$04$abcdefghijklmnopqrstuu/bv986gPXTX00E0kB7J9TaaAuw7JQ/6", "harbour lights", true)]
    [InlineData("$2b$04$abcdefghijklmnopqrstuu/bv986gPXTX00E0kB7J9TaaAuw7JQ/6", "harbour light", false)]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuheJbHnY/1dLeXg8zpehAvMc00qg8m.2", "pässword é", true)]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuheJbHnY/1dLeXg8zpehAvMc00qg8m.2", "pa\u0308ssword e\u0301", true)]
    [InlineData("$2b$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq", "", false)]
    // 72 bytes are 36 of these letters: what follows made no difference there.
    [InlineData("$2b$04$abcdefghijklmnopqrstuu5rOClLTn3EftJ9e4YMgETIJYU0SwEYi", "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя", true)]
    [InlineData("$2b$04$abcdefghijklmnopqrstuu5rOClLTn3EftJ9e4YMgETIJYU0SwEYi", "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя", true)]
    [InlineData("$2b$04$abcdefghijklmnopqrstuu5rOClLTn3EftJ9e4YMgETIJYU0SwEYi", "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя", false)]
    [InlineData("$2b$04$cut", "harbour lights", false)]
    public void Are_those_that_it_took(string hash, string typed, bool isRight) => Assert.Equal(
        isRight ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed,
        new OpaquePasswordHasher(Options.Create(new PasswordHasherOptions())).VerifyHashedPassword(new User(), hash, typed));
}

using System.Text;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>The test values of the standards, which every authenticator app gives as well.</summary>
[RunsOnce]
public sealed class WorkingOutCodes
{
    static readonly byte[] key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, Appendix B, the last six digits of its eight.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Gives_what_the_standard_says(long at, string code) =>
        Assert.Equal(code, Totp.CodeAt(key, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(at))));

    [Theory]
    [InlineData(-31, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(29, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void Takes_them_half_a_minute_too_early_or_too_late(int seconds, bool isTaken)
    {
        var begins = DateTimeOffset.FromUnixTimeSeconds(1_111_111_110);
        var step = Totp.StepAt(begins);

        Assert.Equal(isTaken ? step : null, Totp.FindStep(key, Totp.CodeAt(key, step), begins.AddSeconds(seconds)));
    }

    [Fact]
    public void Writes_a_key_so_that_it_can_be_typed_and_read_back()
    {
        Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Totp.TextOf(key));
        Assert.Equal("287082", new Authenticator(Totp.TextOf(key)).CodeAt(DateTimeOffset.FromUnixTimeSeconds(59)));
    }

    [Fact]
    public void Names_the_place_and_the_account_for_the_app() => Assert.Equal(
        "otpauth://totp/chat.example.org:ann%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=chat.example.org",
        Totp.AddressOf(key, "chat.example.org", "ann@example.org"));
}

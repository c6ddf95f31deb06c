using System.Net;

namespace Messenger.Tests;

/// <summary>Nothing changes by reading, and nothing by a post that another site could have made.</summary>
public sealed class OnlyByPost(Company company) : IClassFixture<Company>
{
    [Fact]
    public async Task Reading_changes_nothing()
    {
        var place = await company.NewPlaceAsync();
        string[] addresses = ["", "?before=2", "?after=0", "?around=1", $"?reply={place.Message}", "?q=member&people=2&name=X", "?handler=Look&on=true&userId=2&saved=true"];
        var before = await Tables.DumpAsync(company);

        foreach (var door in Doors.All.Where(door => door.IsGet))
        {
            foreach (var (address, isScript) in addresses.SelectMany(address => new[] { (address, false), (address, true) }))
            {
                using var answer = await company["owner"].GetAsync(door.PathAt(place, company) + address, isScript);
                Assert.True((int)answer.StatusCode < 500, $"{door.Name}{address} is {answer.StatusCode}");
            }
        }

        Assert.Equal(before, await Tables.DumpAsync(company));
    }

    [Theory]
    [InlineData("no token")]
    [InlineData("a token of somebody else")]
    public async Task A_post_that_may_be_forged_is_refused(string with)
    {
        var (place, owner, admin) = (await company.NewPlaceAsync(), company["owner"], company["admin"]);
        var forged = with == "no token" ? owner with { Token = "" }
            : owner with { Token = admin.Token, Cookies = $"{Cookie(owner, "messenger")}; {Cookie(admin, "xsrf")}" };
        var before = await Tables.DumpAsync(company);

        foreach (var door in Doors.All.Where(door => door.IsPost && !door.Route.StartsWith("/hub")))
        {
            using var answer = await door.KnockAsync(forged, place, company);
            Assert.Equal($"{door.Name} {HttpStatusCode.BadRequest}", $"{door.Name} {answer.StatusCode}");
        }

        Assert.Equal(before, await Tables.DumpAsync(company));
    }

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/register")]
    public async Task So_is_one_by_nobody(string path)
    {
        var before = await Tables.DumpAsync(company);

        using var answer = await (company["anonymous"] with { Token = "" }).PostAsync(path, $"email=owner&username=forged&password={Server.Password}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, await Tables.DumpAsync(company));
    }

    /// <summary>Without this the page would be drawn with nothing in it, or break.</summary>
    [Fact]
    public async Task A_page_that_takes_no_post_says_so()
    {
        var place = await company.NewPlaceAsync();
        var reading = Doors.All.Where(door => door.IsGet && !door.Route.StartsWith("/hub") && Doors.All.All(other => other.Name != $"POST {door.Route}"));

        foreach (var door in reading.Where(door => door.Route != "/error"))
        {
            using var answer = await company["owner"].PostAsync(door.PathAt(place, company), "text=Hello");
            Assert.Equal($"{door.Name} {HttpStatusCode.MethodNotAllowed}", $"{door.Name} {answer.StatusCode}");
            Assert.Contains("GET", answer.Content.Headers.Allow);
        }
    }

    static string Cookie(Visitor visitor, string name) => visitor.Cookies.Split("; ").Single(cookie => cookie.StartsWith($"{name}="));
}

using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

/// <summary>Nothing changes by reading, and nothing by a post that another site could have made.</summary>
[RunsOnce]
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

    /// <summary>Whoever makes an address must not fill in a form with it: what is posted is what stands in the form.</summary>
    [Fact]
    public async Task A_post_takes_nothing_from_its_address()
    {
        var (place, owner) = (await company.NewPlaceAsync(), company["owner"]);
        List<string> wrong = [];

        foreach (var door in Doors.All.Where(door => door.IsPost && door.Sends.Length > 0))
        {
            var path = door.PathAt(place, company);
            var filled = $"{path}{(path.Contains('?') ? '&' : '?')}{door.Sent(owner, place, company)}";
            using var bare = await owner.PostAsync(path, "");
            using var asked = await owner.PostAsync(filled, "");
            if ((bare.StatusCode, bare.Headers.Location) != (asked.StatusCode, asked.Headers.Location))
            {
                wrong.Add($"{filled} is {asked.StatusCode} {asked.Headers.Location}, not {bare.StatusCode} {bare.Headers.Location}");
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>The same for every value of every handler that posts, whether or not it shows in an answer.</summary>
    [Fact]
    public async Task Nothing_that_a_handler_of_a_post_takes_can_come_from_the_address()
    {
        var taken = await TakenAsync();
        Assert.Contains(taken, one => one.Parameter.Name == "userId");

        Assert.Empty(taken.Where(one => one.Parameter.BindingInfo?.BindingSource == BindingSource.Query && one.IsParameter).Select(one => one.Name));
        foreach (var (name, parameter, _) in taken)
        {
            var called = parameter.BindingInfo?.BinderModelName ?? parameter.Name;
            Assert.False(await company.DoAsync((IOptions<MvcOptions> mvc) => ComesAsync(mvc.Value, called)), $"{name} is taken from the query.");
        }
    }

    /// <summary>Without this the page would be drawn with nothing in it, or break.</summary>
    [Fact]
    public async Task A_page_that_takes_no_post_says_so()
    {
        var place = await company.NewPlaceAsync();
        var reading = Doors.All.Where(door => door.IsGet && !door.Route.StartsWith("/hub") && Doors.All.All(other => other.Name != $"POST {door.Route}"));

        foreach (var door in reading.Where(door => door.Route != "/error"))
        {
            // To who is no admin there is nothing of that.
            var visitor = company[door.Route.StartsWith("/admin") ? "stranger" : "owner"];
            using var answer = await visitor.PostAsync(door.PathAt(place, company), "text=Hello");
            Assert.Equal($"{door.Name} {HttpStatusCode.MethodNotAllowed}", $"{door.Name} {answer.StatusCode}");
            Assert.Contains("GET", answer.Content.Headers.Allow);
        }
    }

    static async Task<bool> ComesAsync(MvcOptions mvc, string name)
    {
        var http = new DefaultHttpContext { Request = { Method = "POST", QueryString = QueryString.Create(name, "3") } };
        var values = await CompositeValueProvider.CreateAsync(new ActionContext(http, new RouteData(), new ActionDescriptor()), mvc.ValueProviderFactories);
        return values.ContainsPrefix(name);
    }

    async Task<List<(string Name, ParameterDescriptor Parameter, bool IsParameter)>> TakenAsync()
    {
        var pages = await company.DoAsync((IActionDescriptorCollectionProvider all) => Task.FromResult(all.ActionDescriptors.Items.OfType<PageActionDescriptor>().ToList()));
        List<(string, ParameterDescriptor, bool)> taken = [];
        foreach (var page in pages)
        {
            var loaded = await company.DoAsync((PageLoader loader) => loader.LoadAsync(page, EndpointMetadataCollection.Empty));
            foreach (var handler in loaded.HandlerMethods.Where(handler => handler.HttpMethod != "Get"))
            {
                taken.AddRange(handler.Parameters.Select(parameter => ($"{page.ViewEnginePath}.{handler.MethodInfo.Name}({parameter.Name})", (ParameterDescriptor)parameter, true)));
                taken.AddRange(loaded.BoundProperties.Select(property => ($"{page.ViewEnginePath}.{property.Name}", property, false)));
            }
        }

        return taken;
    }

    static string Cookie(Visitor visitor, string name) => visitor.Cookies.Split("; ").Single(cookie => cookie.StartsWith($"{name}="));
}

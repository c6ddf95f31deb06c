using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class PeopleByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task I_am_shown_with_my_email_and_phone()
    {
        var ann = await server.JoinAsync();
        await ann.PutAsync("/api/users/me", new { phone_number = "+1 555 0100" });

        var me = (await ann.GetAsync("/api/auth/me")).Is(200).Has(new { id = ann.Id, username = ann.Username, email = ann.Email(), phone_number = "+1 555 0100" });

        Assert.Equal(me.Text, (await ann.GetAsync($"/api/users/{ann.Id}")).Is(200).Text);
    }

    [Fact]
    public async Task Others_are_shown_without_what_is_their_own_business()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        await bob.PutAsync("/api/users/me", new { phone_number = "+1 555 0101", full_name = "Bob Stone" });

        (await ann.GetAsync($"/api/users/{bob.Id}")).Is(200).Has(new { email = "", phone_number = (string?)null, full_name = "Bob Stone" });
    }

    [Fact]
    public async Task Others_are_shown_with_what_they_show_to_everybody()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        await bob.PutAsync("/api/users/me", new { phone_number = "+1 555 0101" });
        Assert.Empty((await ann.GetAsync($"/api/users/?search={bob.Email()}")).Items);
        await server.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Users.Where(user => user.Id == bob.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(user => user.ShowsEmail, true).SetProperty(user => user.ShowsPhone, true))));

        (await ann.GetAsync($"/api/users/{bob.Id}")).Is(200).Has(new { email = bob.Email(), phone_number = "+1 555 0101" });
        Assert.Equal([bob.Id], (await ann.GetAsync($"/api/users/?search={bob.Email().ToUpperInvariant()}")).Items.Ids());
        Assert.Empty((await ann.GetAsync($"/api/users/?search={bob.Email()[1..]}")).Items);
    }

    [Fact]
    public async Task Nobody_and_somebody_who_left_look_the_same()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        await server.DeactivateAsync(bob);

        var left = await ann.GetAsync($"/api/users/{bob.Id}");

        Assert.Equal((await ann.GetAsync("/api/users/999999")).Refuses(404).Text, left.Refuses(404).Text);
        Assert.Empty((await ann.GetAsync($"/api/users/?search={bob.Username}")).Items);
    }

    [Fact]
    public async Task Are_found_by_a_part_of_a_name_in_any_language()
    {
        var (ann, kim) = (await server.JoinAsync(), await server.JoinAsync("kim"));
        await kim.PutAsync("/api/users/me", new { full_name = "Жанна Орлова" });

        Assert.Equal([kim.Id], (await ann.GetAsync("/api/users/?search=жанна%20орл")).Is(200).Items.Ids());
        Assert.Equal([kim.Id], (await ann.GetAsync($"/api/users/?search=@{kim.Username.ToUpperInvariant()}")).Items.Ids());
        Assert.Empty((await ann.GetAsync("/api/users/?search=%25")).Items);
        Assert.Empty((await ann.GetAsync("/api/users/?search=a%EF%BF%BE%00")).Items);
        Assert.Empty((await ann.GetAsync($"/api/users/?search={ann.Username}")).Items);
    }

    [Fact]
    public async Task Are_listed_page_by_page_those_I_know_first_and_never_me()
    {
        var ann = await server.JoinAsync();
        var known = await server.JoinAsync("zoe");
        await server.JoinAsync("abe");
        await ann.DirectAsync(known);

        var all = (await ann.GetAsync("/api/users/")).Is(200).Items.Ids().ToList();
        var pages = new List<int>();
        for (var skip = 0; skip < all.Count; skip += 2)
        {
            pages.AddRange((await ann.GetAsync($"/api/users/?skip={skip}&limit=2")).Items.Ids());
        }

        Assert.Equal(known.Id, all[0]);
        Assert.DoesNotContain(ann.Id, all);
        Assert.Equal(all, pages);
    }

    [Theory]
    [InlineData("skip=-1", "skip")]
    [InlineData("skip=x", "skip")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=99999999999", "limit")]
    public async Task Are_listed_within_limits(string query, string field)
    {
        var ann = await server.JoinAsync();

        (await ann.GetAsync($"/api/users/?{query}")).Refuses(422, field);
    }
}

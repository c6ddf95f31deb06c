namespace Messenger.Tests;

public sealed class ChangingOneselfByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Changes_what_is_named_and_nothing_else()
    {
        var ann = await server.JoinAsync();
        await ann.PutAsync("/api/users/me", new { full_name = "Ann Hill", phone_number = "+1 555 0100", status = "On a hike" });

        var answer = await ann.PutAsync("/api/users/me", new { status = "Back" });

        answer.Is(200).Has(new { id = ann.Id, full_name = "Ann Hill", phone_number = "+1 555 0100", status = "Back", email = ann.Email() });
        Assert.Equal(answer.Text, (await ann.GetAsync("/api/auth/me")).Text);
    }

    [Fact]
    public async Task Removes_what_is_null_or_empty()
    {
        var ann = await server.JoinAsync();
        await ann.PutAsync("/api/users/me", new { full_name = "Ann Hill", phone_number = "+1 555 0100", status = "On a hike" });

        var answer = await ann.PutAsync("/api/users/me", new { full_name = (string?)null, status = " ", avatar = (string?)null });

        answer.Is(200).Has(new { full_name = (string?)null, status = "", phone_number = "+1 555 0100", avatar = (string?)null });
    }

    [Fact]
    public async Task Has_no_effect_on_what_one_may_not_set()
    {
        var ann = await server.JoinAsync();

        var answer = await ann.PutAsync("/api/users/me", new
        {
            id = 1, username = "boss", email = "boss@example.org", is_active = false, is_email_verified = true, is_admin = true, created_at = "2000-01-01", user_status = "away",
        });

        answer.Is(200).Has(new { id = ann.Id, username = ann.Username, email = ann.Email(), is_active = true, is_email_verified = false });
    }

    [Fact]
    public async Task Hides_what_is_named_and_leaves_the_rest_as_it_is_also_at_once()
    {
        var ann = await server.JoinAsync();

        await Task.WhenAll(ann.PutAsync("/api/users/me/privacy", new { hides_presence = true }), ann.PutAsync("/api/users/me/privacy", new { hides_reads = true }));

        (await ann.PutAsync("/api/users/me/privacy", new { })).Is(200).Has(new { hides_presence = true, hides_reads = true });
        (await ann.PutAsync("/api/users/me/privacy", new { hides_presence = false })).Is(200).Has(new { hides_presence = false, hides_reads = true });
        (await ann.GetAsync("/api/users/me/privacy")).Is(200).Has(new { hides_presence = false, hides_reads = true });
    }

    [Fact]
    public async Task Takes_an_empty_body_for_no_change()
    {
        var ann = await server.JoinAsync();

        (await ann.PutAsync("/api/users/me", new { })).Is(200).Has(new { username = ann.Username });
        (await ann.PutAsync("/api/users/me")).Is(200).Has(new { username = ann.Username });
    }

    [Theory]
    [InlineData("""{"full_name": 5}""", "full_name")]
    [InlineData("""{"status": ["x"]}""", "status")]
    [InlineData("""{"phone_number": "123456789012345678901234567890123"}""", "phone_number")]
    [InlineData("""{"full_name": "a\u0000b"}""", "full_name")]
    [InlineData("""{"full_name": "a\ud800b"}""", "full_name")]
    [InlineData("""{"full_name": "a\ufffeb"}""", "full_name")]
    [InlineData("""{"full_name": "a\u202eb"}""", "full_name")]
    [InlineData("""{"avatar": "https://example.org/x.png"}""", "avatar")]
    [InlineData("""{"avatar": "/avatars/1"}""", "avatar")]
    public async Task Names_the_field_that_is_wrong(string json, string field)
    {
        var ann = await server.JoinAsync();

        (await ann.PutAsync("/api/users/me", new StringContent(json, null, "application/json"))).Refuses(422, field);
    }
}

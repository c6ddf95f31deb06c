using System.Net;

namespace Messenger.Tests;

/// <summary>For one sender and client_id there is one message, for ever.</summary>
public sealed class SendingAgain(Company company) : IClassFixture<Company>
{
    readonly Guid clientId = Guid.NewGuid();

    [Fact]
    public async Task Answers_with_the_first_message()
    {
        var place = await company.NewPlaceAsync();

        var first = await PostAsync(place, "Hello");
        var second = await PostAsync(place, "Hello");

        Assert.Equal(first, second);
        Assert.Single(await SaidAsync(place), message => message.ClientId == $"{clientId}");
    }

    [Fact]
    public async Task At_the_same_moment_posts_once()
    {
        var place = await company.NewPlaceAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostAsync(place, "Hello")));

        Assert.Single(answers.Distinct());
        Assert.Single(await SaidAsync(place), message => message.ClientId == $"{clientId}");
    }

    [Fact]
    public async Task By_a_double_click_without_scripts_posts_once()
    {
        var place = await company.NewPlaceAsync();
        using var member = await company.LogInAsync("member");
        var form = (await member.OpenAsync($"/chats/{place.Chat}")).FindForm($"/chats/{place.Chat}");

        await member.SubmitAsync(form.Action, ("text", "Twice"));
        await member.PostAsync(form.Action, [.. form.Fields.Where(field => field.Name != "text"), ("text", "Twice")]);

        Assert.Single(await SaidAsync(place), message => message.Text == "Twice");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_another_text_is_refused(bool isScript)
    {
        var place = await company.NewPlaceAsync();
        await PostAsync(place, "Hello");

        using var answer = await company["member"].PostAsync($"/chats/{place.Chat}", $"text=Goodbye&client_id={clientId}", isScript);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("This client_id was used for another message.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(await SaidAsync(place), message => message.Text == "Goodbye");
    }

    [Fact]
    public async Task After_a_change_answers_with_the_same_message()
    {
        var place = await company.NewPlaceAsync();
        var first = await PostAsync(place, "Hello");
        using var changed = await company["member"].PostAsync($"/chats/{place.Chat}/messages/{first.Id}", "text=Changed");

        var again = await PostAsync(place, "Hello");

        Assert.Equal((first.Id, first.Sequence, "Changed"), (again.Id, again.Sequence, again.Text.Split(' ')[0]));
    }

    [Fact]
    public async Task After_its_deletion_brings_nothing_back()
    {
        var place = await company.NewPlaceAsync();
        var first = await PostAsync(place, "Hello");
        using var deleted = await company["member"].PostAsync($"/chats/{place.Chat}/messages/{first.Id}/delete", "");

        var again = await PostAsync(place, "Hello");

        Assert.Equal((first.Id, first.Sequence, "Message deleted"), (again.Id, again.Sequence, again.Text));
    }

    [Fact]
    public async Task From_somebody_else_is_another_message()
    {
        var place = await company.NewPlaceAsync();

        var mine = await PostAsync(place, "Hello");
        var theirs = await PostAsync(place, "Hello", "owner");

        Assert.NotEqual(mine.Id, theirs.Id);
    }

    async Task<Drawn> PostAsync(Place place, string text, string part = "member")
    {
        using var answer = await company[part].PostAsync($"/chats/{place.Chat}", $"text={text}&client_id={clientId}", isScript: true);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Assert.Single(Drawn.In(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    async Task<IReadOnlyList<Drawn>> SaidAsync(Place place)
    {
        using var answer = await company["owner"].GetAsync($"/chats/{place.Chat}?after=0");
        return Drawn.In(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

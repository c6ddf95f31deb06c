namespace Messenger.Tests;

/// <summary>What somebody may not see answers with the same bytes as what does not exist.</summary>
public sealed class NotYoursToSee(Company company) : IClassFixture<Company>
{
    const int Nothing = 999_999;

    [Theory]
    [InlineData("stranger", false)]
    [InlineData("stranger", true)]
    [InlineData("former", false)]
    [InlineData("former", true)]
    public async Task A_chat(string part, bool isScript)
    {
        var place = await company.NewPlaceWithFileAsync();
        var nowhere = new Place(Nothing, Nothing, Guid.NewGuid(), Nothing);
        foreach (var door in Doors.All.Where(door => door.HasPlace))
        {
            await AssertSameAsync(door, company[part], place, nowhere, isScript);
        }
    }

    /// <summary>A member of one chat asks there for what is in another.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_of_another_chat(bool isScript)
    {
        var (mine, theirs) = (await company.NewPlaceAsync(), await company.NewPlaceAsync());
        foreach (var door in Doors.All.Where(door => door.Route.Contains("{messageId")))
        {
            await AssertSameAsync(door, company["owner"], mine with { Message = theirs.Message }, mine with { Message = Nothing }, isScript, door.IsGet && door.Answers["owner"] == "302" ? "302" : "404");
        }
    }

    [Fact]
    public async Task A_message_of_another_chat_to_answer()
    {
        var mine = await company.NewPlaceAsync();
        var notes = await company.DoAsync((Messenger.Domain.Chats chats) => chats.DirectAsync(company.IdOf("stranger"), company.IdOf("stranger")));
        var secret = await company.DoAsync((Messenger.Domain.Messages messages) => messages.PostAsync(company.IdOf("stranger"), notes, "Secret"));

        foreach (var isScript in new[] { false, true })
        {
            Assert.Equal(
                await BytesAsync(await company["owner"].GetAsync($"/chats/{mine.Chat}?reply={Nothing}", isScript), mine),
                await BytesAsync(await company["owner"].GetAsync($"/chats/{mine.Chat}?reply={secret.Id}", isScript), mine));
        }

        var (there, nowhere) = (await AnswerAsync(secret.Id), await AnswerAsync(Nothing));
        Assert.Equal(nowhere, there);
        Assert.StartsWith("422", there);

        async Task<string> AnswerAsync(int message) =>
            await BytesAsync(await company["owner"].PostAsync($"/chats/{mine.Chat}", $"text=Hello&reply_to={message}", isScript: true), mine);
    }

    [Fact]
    public async Task A_session_of_somebody_else()
    {
        var place = await company.NewPlaceAsync();
        var door = Doors.All.Single(door => door.Name == "POST /settings/devices");

        await AssertSameAsync(door, company["owner"], place, place with { Session = Guid.NewGuid() }, isScript: false);
    }

    async Task AssertSameAsync(Door door, Visitor visitor, Place there, Place nowhere, bool isScript, string? status = null)
    {
        var (one, other) = (await door.KnockAsync(visitor, there, company, isScript), await door.KnockAsync(visitor, nowhere, company, isScript));
        Assert.Equal($"{door.Name} {status ?? door.Answers[visitor.Name]}", $"{door.Name} {Door.AnswerOf(one)}");
        Assert.Equal(await BytesAsync(other, nowhere), await BytesAsync(one, there));
    }

    // The way back names the chat that was asked for, whether there is one or not.
    static async Task<string> BytesAsync(HttpResponseMessage answer, Place place)
    {
        using (answer)
        {
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
            var body = OpeningPagesAgain.Comparable(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return $"{(int)answer.StatusCode}\n{string.Join('\n', headers.Order())}\n\n{body}".Replace($"/chats/{place.Chat}\n", "/chats/that\n");
        }
    }
}

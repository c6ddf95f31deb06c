using System.Net;

namespace Messenger.Tests;

/// <summary>One row of the table: a method and a route, what is sent there, and the answer to each kind of person.</summary>
/// <param name="Answers">By part: a status, or "login" for the way to the log-in page.</param>
public sealed record Door(string Name, string Sends, IReadOnlyDictionary<string, string> Answers)
{
    public bool IsGet => Name.StartsWith("GET ");

    public bool IsPost => Name.StartsWith("POST ");

    public bool IsHub => Name.StartsWith("HUB ");

    public string Route => Name[(Name.IndexOf(' ') + 1)..];

    /// <summary>Its address says a chat, so that it depends on who asks.</summary>
    public bool HasPlace => Route.Contains("{chatId") || Route.Contains("{callId") || Route.StartsWith("/files/") || Route.StartsWith("/pictures/");

    public static IReadOnlyList<Door> Read(string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(From)];

    public string PathAt(Place place, Company company) => Filled(Route, place, company)
        .Replace("/{role?}", "").Replace("{chatId:int}", $"{place.Chat}").Replace("{messageId:int}", $"{place.Message}").Replace("{callId:int}", $"{place.Call}")
        .Replace("{key:guid}", $"{(Route.StartsWith("/avatars/") ? place.Avatar : place.File):N}").Replace("{userId:int}", $"{company.IdOf("member")}").Replace("{id:int}", $"{company.IdOf("member")}");

    public Task<HttpResponseMessage> KnockAsync(Visitor visitor, Place place, Company company, bool isScript = false)
    {
        var path = PathAt(place, company);
        return IsGet ? visitor.GetAsync(path, isScript) : visitor.PostAsync(path, Sent(visitor, place, company), isScript);
    }

    public string Sent(Visitor visitor, Place place, Company company) => Filled(Sends, place, company).Replace("{name}", visitor.Name);

    public static string AnswerOf(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.ToString().Contains("/account/login?ReturnUrl=") ? "login" : $"{(int)answer.StatusCode}";

    static Door From(string[] columns) => new(string.Join(' ', columns[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)), columns[1],
        Company.Parts.Zip(columns[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(pair => pair.First, pair => pair.Second));

    static string Filled(string text, Place place, Company company) => Company.Parts
        .Aggregate(text, (filled, part) => filled.Replace($"{{{part}}}", $"{company.IdOf(part)}"))
        .Replace("{session}", $"{place.Session}").Replace("{chat}", $"{place.Chat}").Replace("{new}", $"new{Guid.NewGuid():N}"[..20]);
}

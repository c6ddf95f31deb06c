using System.Text.Json;
using System.Text.RegularExpressions;

namespace Messenger.Bench;

/// <summary>Checks whether an answer shows a group as it must: this message of it, or a later one, is its newest.</summary>
public delegate bool AnswerCheck(string text, TestGroup group, int last);

/// <summary>The checks of what each kind of page must hold.</summary>
public static partial class AnswerChecks
{
    public static bool ChatHtml(string html, TestGroup group, int last) =>
        html.Contains($"<h1 id=\"chat-{group.Id}-name\"><bdi>{group.Name}</bdi>") && int.Parse(DataLast().Match(html).Groups[1].ValueSpan) >= last;

    public static bool ListHtml(string html, TestGroup group, int last) => html.Contains($"id=\"chat-{group.Id}\"") && html.Contains($"<bdi>{group.Name}</bdi>");

    public static bool ChatJson(string json, TestGroup group, int last)
    {
        using var messages = JsonDocument.Parse(json);
        return messages.RootElement.GetArrayLength() == 0
            ? last == 0
            : messages.RootElement[messages.RootElement.GetArrayLength() - 1].GetProperty("sequence").GetInt32() >= last;
    }

    public static bool ListJson(string json, TestGroup group, int last)
    {
        using var chats = JsonDocument.Parse(json);
        return chats.RootElement.EnumerateArray().Any(chat => chat.GetProperty("id").GetInt32() == group.Id
            && chat.GetProperty("name").GetString() == group.Name && chat.GetProperty("last_sequence").GetInt32() >= last);
    }

    [GeneratedRegex("data-last=\"([0-9]+)\"")]
    private static partial Regex DataLast();
}

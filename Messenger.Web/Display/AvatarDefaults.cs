using System.Globalization;

namespace Messenger.Web;

/// <summary>Drawn avatars: initials on one of twelve calm colours.</summary>
static class AvatarDefaults
{
    public static string Hue(int id) => $"hue-{id % 12 + 1}";

    public static string Hue(ChatView chat) => Hue(chat.Other?.Id ?? chat.Id + 5);

    /// <summary>The first grapheme of the first and the last word.</summary>
    public static string Initials(string name)
    {
        var words = name.Split([' ', '-', '_', '.'], StringSplitOptions.RemoveEmptyEntries);
        var letters = words is [] ? "" : words.Length == 1 ? First(words[0]) : First(words[0]) + First(words[^1]);
        return letters.ToUpper(CultureInfo.CurrentCulture);
    }

    static string First(string word) => StringInfo.GetNextTextElement(word);
}

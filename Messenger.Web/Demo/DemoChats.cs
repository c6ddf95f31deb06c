namespace Messenger.Web;

/// <summary>A chat to be: who is in it from the start, how much small talk between its own story, and when it fell silent.</summary>
/// <param name="Topic">The story in the dialogues that is told only here.</param>
/// <param name="Name">A group's first name; the first of its people owns it.</param>
sealed record Scene(string Topic, string Language, string[] People, int SmallTalk, TimeSpan Ago, string? Name = null);

/// <summary>Every chat of the demo.</summary>
static class DemoChats
{
    public static readonly IReadOnlyList<Scene> All =
    [
        Group("harbour", "en", "The rooms", ["ann", "mira", "kofi"], 32, Minutes(6)),
        Group("climbing", "en", "Climbing on Thursdays", ["noor", "ann", "bob", "kenji", "tomas"], 32, Minutes(14)),
        Group("reading", "en", "Reading circle", ["ines", "ann", "mira", "dana", "marit"], 27, Days(2)),
        Group("studio", "en", "Studio rota", ["kenji", "ann", "mira", "noor"], 24, Days(5)),
        Group("dacha", "ru", "Грядки", ["yulia", "ivan", "olga"], 22, Minutes(47)),
        Group("club", "ru", "Чтение", ["olga", "yulia", "ivan", "dana"], 22, Hours(20)),
        Direct("ann-bob", "en", 17, Minutes(9)),
        Direct("ann-mira", "en", 15, Hours(15)),
        Direct("ann-kofi", "en", 13, Days(3)),
        Direct("ann-noor", "en", 13, Hours(3)),
        Direct("ann-yulia", "ru", 15, Minutes(52)),
        Direct("ann-tomas", "en", 8, Days(2)),
        Direct("ann-dana", "en", 7, Days(3)),
        Direct("ann-ines", "en", 10, Days(4)),
        Direct("ann-kenji", "en", 12, Days(6)),
        Direct("ann-marit", "en", 7, Hours(2)),
        Direct("yulia-ivan", "ru", 17, Minutes(25)),
        Direct("yulia-olga", "ru", 17, Hours(4)),
        Direct("ivan-olga", "ru", 15, Days(1)),
        Direct("yulia-dana", "ru", 12, Days(2)),
        Direct("mira-kofi", "en", 10, Hours(6)),
        Direct("bob-noor", "en", 10, Days(1)),
        Direct("kenji-ines", "en", 8, Days(3)),
        new("notes-ann", "en", ["ann"], 0, Days(1)),
        new("notes-yulia", "ru", ["yulia"], 0, Days(2)),
    ];

    static Scene Group(string topic, string language, string name, string[] people, int smallTalk, TimeSpan ago) =>
        new(topic, language, people, smallTalk, ago, name);

    static Scene Direct(string topic, string language, int smallTalk, TimeSpan ago) => new(topic, language, topic.Split('-'), smallTalk, ago);

    static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

    static TimeSpan Hours(int count) => TimeSpan.FromHours(count);

    // And a bit, or everything old would have happened at the same minute.
    static TimeSpan Days(int count) => TimeSpan.FromHours(count * 22.3);
}

namespace Messenger.Web;

/// <summary>The people of the demo. Ann comes first and so becomes the admin.</summary>
static class DemoPeople
{
    public const string Password = "harbour lights at dusk";

    static readonly IReadOnlyList<Person> people =
    [
        new("ann", "Ann Lindqvist", "Painting a door, slowly", new Preferences("en", TimeZone: "Europe/Stockholm")),
        new("mira", "Mira Castellanos", "In the room with the north light", new Preferences("en", "light", TimeZone: "Europe/Lisbon")),
        new("kofi", "Kofi Mensah", "I have the keys", new Preferences("en", TimeZone: "Africa/Accra")),
        new("noor", "Noor Haddad", "On the rocks until dark", new Preferences("en", "dark", "compact", "Europe/Berlin")),
        new("bob", "Bob Okafor", "Sandwiches, anybody?", new Preferences("en", TimeZone: "Europe/London")),
        new("yulia", "Юля Соколова", "На даче до воскресенья 🌿", new Preferences("ru", TimeZone: "Europe/Riga")),
        new("tomas", "Tomás Herrera", "Sin prisa", new Preferences("en", "", "compact", "Europe/Madrid")),
        new("dana", "דנה לוי", "קוראת 📚", new Preferences("en", TimeZone: "Asia/Jerusalem")),
        new("ines", "Ines Fontaine", "Chapter nine", new Preferences("en", "dark", TimeZone: "Europe/Paris")),
        new("kenji", "Kenji Tanaka", "The kiln is on", new Preferences("en", "dark", TimeZone: "Asia/Tokyo")),
        new("ivan", "Иван Петров", "Чиню калитку", new Preferences("ru", "dark", TimeZone: "Asia/Yerevan")),
        new("olga", "Ольга Смирнова", "Кабачки отдам в добрые руки", new Preferences("ru", "light", TimeZone: "Asia/Almaty")),
        new("marit", "Marit Lindqvist", null, new Preferences("en", "light", TimeZone: "Europe/Stockholm")),
    ];

    /// <summary>Everybody makes an account; gives their ids by username.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> EnterAsync(DemoServices stage, DateTimeOffset at)
    {
        Dictionary<string, int> ids = [];
        foreach (var (username, name, status, look) in people)
        {
            var email = $"{username}@example.org";
            var user = await stage.DoAsync(at, (Accounts accounts) => accounts.RegisterAsync(username, email, Password, name, look));
            await stage.DoAsync(at, (Profiles profiles) => profiles.SaveAsync(user.Id, username, name, status, null));
            await VerifyAsync(stage, at, email);
            ids.Add(username, user.Id);
            at = at.AddMinutes(17);
        }

        return ids;
    }

    // Or each would be sent a mail, which is not needed any more once the address is proven.
    static async Task VerifyAsync(DemoServices stage, DateTimeOffset at, string email)
    {
        var link = await stage.DoAsync(at, (MailLinks links) => links.MakeAsync(MailLinks.Verify, email));
        await stage.DoAsync(at, (Accounts accounts) => accounts.VerifyAsync(link!.Token));
    }

    sealed record Person(string Username, string Name, string? Status, Preferences Look);
}

using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Messenger.Web;

/// <summary>
/// The keys of cookies, forms and links in mails (ASP.NET's Data Protection), in the database. They are read at the start and once a day; a new one is made some
/// days before it is used, so every node knows it by then.
/// </summary>
sealed class CookieKeys(ILookups lookups, IServiceScopeFactory scopes, TimeProvider time) : IXmlRepository
{
    public const string Purpose = "cookies";

    IReadOnlyCollection<string> known = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var all = Wait(() => StoredKeys.AllAsync(lookups, Purpose));
        known = [.. all.Select(key => key.Name)];
        return [.. all.Select(key => XElement.Parse(Encoding.UTF8.GetString(key.Value)))];
    }

    /// <summary>Nothing is kept when another node was quicker: who made this one asks for all of them next, and takes the other's.</summary>
    public void StoreElement(XElement element, string friendlyName) => Wait(() =>
        scopes.WithAsync((StoredKeys keys) => keys.AddAsync(Purpose, known, [Key(element, friendlyName, time.Now())])));

    public static StoredKey Key(XElement element, string name, DateTimeOffset createdAt) =>
        new() { Purpose = Purpose, Name = name, Value = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), CreatedAt = createdAt };

    // Its interface cannot wait, and is called at the start and once a day.
    static T Wait<T>(Func<Task<T>> ask) => Task.Run(ask).GetAwaiter().GetResult();
}

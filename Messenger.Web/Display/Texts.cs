using System.Globalization;
using System.Resources;

namespace Messenger.Web;

/// <summary>
/// Every word people read. The key is the English text itself; Texts.ru.resx has the Russian. Plurals are written
/// "{0} member|{0} members", in Russian with three forms (one, few, many: CLDR plural rules).
/// </summary>
public sealed class Texts
{
    static readonly ResourceManager resources = new("Messenger.Web.Texts", typeof(Texts).Assembly);

    public string this[string english] => resources.GetString(english, CultureInfo.CurrentUICulture) ?? english;

    public string this[string english, params object?[] values] => string.Format(CultureInfo.CurrentCulture, this[english], values);

    public string Count(string english, int count) => Counted(this[english], count);

    /// <summary>The sentence of a rule that says no.</summary>
    public string Of(Refused refused) =>
        resources.GetString($"refused.{refused.Code}", CultureInfo.CurrentUICulture) is { } known ? Counted(known, refused.Number) : refused.Message;

    static string Counted(string text, int count)
    {
        var forms = text.Split('|');
        var form = forms.Length == 3 ? Slavic(count) : count == 1 ? 0 : 1;
        return string.Format(CultureInfo.CurrentCulture, forms[Math.Min(form, forms.Length - 1)], count);
    }

    static int Slavic(int count) => (count % 10, count % 100) switch
    {
        (1, not 11) => 0,
        ( >= 2 and <= 4, not (>= 12 and <= 14)) => 1,
        _ => 2,
    };
}

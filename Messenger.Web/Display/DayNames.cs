using System.Globalization;

namespace Messenger.Web;

/// <summary>Names a day above its messages: Today, Yesterday, or its date. time.js says the same in the browser's zone.</summary>
static class DayNames
{
    public static string Name(DateOnly day, HttpContext http, Texts texts)
    {
        var today = ReaderTimeZone.Of(http).Day(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        return day == today ? texts["Today"]
            : day == today.AddDays(-1) ? texts["Yesterday"]
            : day.ToString(day.Year == today.Year ? "dddd d MMMM" : "d MMMM yyyy", CultureInfo.CurrentCulture);
    }
}

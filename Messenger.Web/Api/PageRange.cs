using System.Globalization;
using System.Reflection;

namespace Messenger.Web;

/// <summary>Which part of a list: <c>skip</c> and <c>limit</c>, and beyond the original <c>before</c> and <c>after</c>.</summary>
public sealed record PageRange(int Skip, int? Limit, int? Before, int? After) : IBindableFromHttpContext<PageRange>
{
    public const int Most = 100;

    public static ValueTask<PageRange?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var query = http.Request.Query;
        int? skip = null, limit = null, before = null, after = null;
        Refused.Together(
            () => skip = Number(query["skip"], "skip", 0, int.MaxValue), () => limit = Number(query["limit"], "limit", 1, Most),
            () => before = Number(query["before"], "before", 0, int.MaxValue), () => after = Number(query["after"], "after", 0, int.MaxValue));
        return ValueTask.FromResult<PageRange?>(new PageRange(skip ?? 0, limit, before, after));
    }

    /// <summary>A whole number of a query within these bounds, or null where there is none.</summary>
    public static int? Number(string? typed, string name, int least, int most) => typed switch
    {
        null or "" => null,
        _ when int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => throw Refused.Invalid("number_odd", most == int.MaxValue ? $"A whole number from {least} on." : $"A whole number from {least} to {most}.", name),
    };
}

using System.Globalization;
using System.Reflection;

namespace Messenger.Web;

/// <summary>What a program knows of a chat already: everything up to a revision, of the database that an epoch names.</summary>
public sealed record CatchUpPosition(long After, Guid? Epoch) : IBindableFromHttpContext<CatchUpPosition>
{
    public static ValueTask<CatchUpPosition?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var query = http.Request.Query;
        var (after, epoch) = (0L, (Guid?)null);
        Refused.Together(() => after = Revision(query["after"].ToString()), () => epoch = Name(query["epoch"].ToString()));
        return ValueTask.FromResult<CatchUpPosition?>(new CatchUpPosition(after, epoch));
    }

    static long Revision(string typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
        ? revision
        : throw Refused.Invalid("revision_odd", "A whole number: the revision up to which everything is known, 0 at first.", "after");

    static Guid? Name(string typed) => typed.Length == 0 ? null
        : Guid.TryParse(typed, out var epoch) ? epoch
        : throw Refused.Invalid("epoch_odd", "The epoch is a UUID, from the last answer.", "epoch");
}

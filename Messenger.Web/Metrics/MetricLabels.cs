using System.Text;

namespace Messenger.Web;

/// <summary>
/// The labels that figures have: those below, and no others, whatever an instrument says. Each set of values is kept as
/// long as the process runs, and no label says who, in which chat, from where or under which address.
/// </summary>
static class MetricLabels
{
    static readonly Dictionary<string, string> known = new()
    {
        // By the endpoint's template, never by the path.
        ["http.route"] = "route", ["http.request.method"] = "method", ["http.response.status_code"] = "status",
        ["db.client.connection.state"] = "state", ["state"] = "state", ["gc.heap.generation"] = "generation",
        ["service"] = "service", ["outcome"] = "outcome", ["way"] = "way", ["kind"] = "kind", ["reason"] = "reason", ["build"] = "build",
    };

    /// <summary>As the instruments name them.</summary>
    public static IReadOnlyCollection<string> Tags => known.Keys;

    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (tag, value) in tags)
        {
            if (known.TryGetValue(tag, out var label) && value is not null)
            {
                text.Append(text.Length > 0 ? "," : "").Append(label).Append("=\"").Append(Escaped(label == "status" ? $"{value}"[..1] + "xx" : $"{value}")).Append('"');
            }
        }

        return text.ToString();
    }

    static string Escaped(string value) => value.AsSpan().IndexOfAny('\\', '"', '\n') < 0 ? value : value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}

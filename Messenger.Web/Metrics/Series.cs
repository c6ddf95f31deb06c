using System.Diagnostics.Metrics;
using System.Globalization;

namespace Messenger.Web;

/// <summary>The values that were measured of one instrument with the same labels.</summary>
/// <param name="bounds">Of the buckets of a histogram; null for what is one number.</param>
sealed class Series(string labels, double[]? bounds)
{
    readonly Lock gate = new();
    readonly long[] buckets = new long[(bounds?.Length ?? 0) + 1];
    double sum;
    long count;

    /// <summary>As they stand between braces.</summary>
    public string Labels => labels;

    public void Add(double value)
    {
        lock (gate)
        {
            sum += value;
            count++;
            if (bounds is not null)
            {
                var place = Array.BinarySearch(bounds, value);
                buckets[place < 0 ? ~place : place]++;
            }
        }
    }

    /// <summary>Of what tells its number itself.</summary>
    public void Set(double value)
    {
        lock (gate)
        {
            (sum, count) = (value, 1);
        }
    }

    /// <summary>Text of Prometheus, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
    public void Write(string name, TextWriter text)
    {
        lock (gate)
        {
            if (bounds is null)
            {
                text.Write($"{name}{Braces(labels)} {Number(sum)}\n");
                return;
            }

            var until = 0L;
            for (var i = 0; i < buckets.Length; i++)
            {
                until += buckets[i];
                var bound = $"le=\"{(i < bounds.Length ? Number(bounds[i]) : "+Inf")}\"";
                text.Write($"{name}_bucket{Braces(labels.Length == 0 ? bound : $"{labels},{bound}")} {until}\n");
            }

            text.Write($"{name}_sum{Braces(labels)} {Number(sum)}\n{name}_count{Braces(labels)} {count}\n");
        }
    }

    static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

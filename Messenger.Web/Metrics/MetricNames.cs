using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>Names an instrument for Prometheus: messenger.send.duration in s is messenger_send_duration_seconds.</summary>
static class MetricNames
{
    public static string Of(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return name + (name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit) + (KindOf(instrument) is "counter" ? "_total" : "");
    }

    public static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        nameof(Counter<>) or nameof(ObservableCounter<>) => "counter",
        nameof(Histogram<>) => "histogram",
        _ => "gauge",
    };
}

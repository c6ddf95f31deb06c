using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Messenger.Web;

/// <summary>
/// Sends the figures to a collector by OTLP, as the standard variables (OTEL_…) say. OpenTelemetry is loaded with this class, and nobody
/// names it where no collector is set.
/// </summary>
sealed class OtlpExport(IConfiguration configuration, Build build) : IDisposable
{
    readonly MeterProvider provider = Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .ConfigureResource(resource => resource.AddService("messenger", serviceVersion: build.Id, serviceInstanceId: Node.Name).AddEnvironmentVariableDetector())
        .AddMeter(["Messenger.*", .. MetricsListener.Meters])
        // The same labels as anywhere else: some meters would tell addresses.
        .AddView(_ => new MetricStreamConfiguration { TagKeys = [.. MetricLabels.Tags] })
        .AddOtlpExporter()
        .Build();

    public void Dispose() => provider.Dispose();
}

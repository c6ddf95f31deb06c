using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Messenger.Tests;

/// <summary>Figures go to a collector of OpenTelemetry (OTLP), where one is set.</summary>
[RunsOnce]
public sealed class ToldToACollector(ToldToACollector.Collected server) : IClassFixture<ToldToACollector.Collected>
{
    [Fact]
    public async Task Figures_arrive_with_their_labels_and_without_anybodys_address()
    {
        using var ann = await server.RegisterAsync("annabel");

        string[] wanted = ["messenger.up", "messenger.lines.open", "http.server.request.duration", "http.route", "settings"];
        // Only what is asked while somebody listens already is measured.
        await Eventually.TrueAsync(async () =>
        {
            await ann.OpenAsync("/settings");
            var told = server.Told;
            return wanted.All(told.Contains);
        }, () => $"There is no {string.Join(", ", wanted.Where(name => !server.Told.Contains(name)))}.");

        // Names in protobuf are what they are (strings, length before).
        Assert.Contains("service.name", server.Told);
        Assert.DoesNotContain("annabel", server.Told);
        Assert.DoesNotContain("server.address", server.Told);
        Assert.DoesNotContain("client.address", server.Told);
    }

    public sealed class Collected : Server, IAsyncLifetime
    {
        readonly HttpListener collector = new();
        readonly ConcurrentQueue<string> bodies = new();
        readonly string home = $"http://127.0.0.1:{FreePort.Find()}/";

        /// <summary>All that came, one letter a byte.</summary>
        public string Told => string.Concat(bodies);

        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("OTEL_EXPORTER_OTLP_ENDPOINT", home), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "200")];

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            collector.Prefixes.Add(home);
            collector.Start();
            _ = ListenAsync();
            await InitializeAsync();
        }

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await DisposeAsync();
            collector.Close();
        }

        async Task ListenAsync()
        {
            while (collector.IsListening)
            {
                var asked = await collector.GetContextAsync();
                if (asked.Request.Url!.AbsolutePath == "/v1/metrics" && asked.Request.ContentType == "application/x-protobuf")
                {
                    using var body = new StreamReader(asked.Request.InputStream, Encoding.Latin1);
                    bodies.Enqueue(await body.ReadToEndAsync());
                }

                asked.Response.Close();
            }
        }
    }
}

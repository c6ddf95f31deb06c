using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Messenger.Web;

/// <summary>Settings that the framework reads, or OpenTelemetry: where we listen, what is logged, and to whom figures are sent. It would say what is wrong with them in a stack.</summary>
static class FrameworkSettings
{
    /// <summary>Read by OpenTelemetry, as all variables that begin with OTEL_ (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).</summary>
    public const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    const string Urls = "ASPNETCORE_URLS", LogLevels = "Logging:LogLevel";

    public static void Check(IConfiguration configuration)
    {
        Check(Urls, configuration["urls"], "are addresses without a path, parted by semicolons, such as http://localhost:5080 or http://*:8080", IsAddress);
        Check("ASPNETCORE_HTTP_PORTS", configuration["http_ports"], "are numbers from 1 to 65535, parted by semicolons", IsPort);
        Check("ASPNETCORE_HTTPS_PORTS", configuration["https_ports"], "are numbers from 1 to 65535, parted by semicolons", IsPort);
        Check(Collector, configuration[Collector], "is the address of a collector, such as http://127.0.0.1:4317", IsCollector);
        foreach (var level in configuration.GetSection(LogLevels).GetChildren())
        {
            Check(level.Path, level.Value, $"is one of {string.Join(", ", Enum.GetNames<LogLevel>())}", text => Enum.TryParse<LogLevel>(text, ignoreCase: true, out _));
        }
    }

    /// <summary>Why we cannot listen there, if that is what failed.</summary>
    public static string? Explain(Exception failure) =>
        failure is SocketException or IOException { InnerException: AddressInUseException } or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" }
            ? $"{Urls} has an address where we cannot listen: {failure.Message.ReplaceLineEndings(" ").Split(". ")[0].TrimEnd('.')}."
            : null;

    static void Check(string key, string? value, string right, Func<string, bool> isRight)
    {
        if (!(value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(isRight))
        {
            throw new WrongSetting(key, right);
        }
    }

    static bool IsAddress(string text)
    {
        try
        {
            // A port that is no number becomes part of the host.
            return BindingAddress.Parse(text) is { PathBase: "", Scheme: "http" or "https", Port: >= 0 and <= 65535 } address
                && (address.IsUnixPipe || address.Host.StartsWith('[') || !address.Host.Contains(':'));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    static bool IsCollector(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Host.Length: > 0 };

    static bool IsPort(string text) => ushort.TryParse(text, out var port) && port > 0;
}

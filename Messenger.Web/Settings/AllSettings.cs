using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;

namespace Messenger.Web;

/// <summary>The settings, all of them, read and checked in one place before anything is built on them.</summary>
/// <param name="Server">As far as it is configured; <see cref="LiveSettings"/> has what holds now.</param>
/// <param name="Given">What was set under <c>Messenger:</c>, as it was written.</param>
/// <param name="Origins">Sites whose scripts may use the API, as browsers name them.</param>
/// <param name="Postgres">Null: SQLite in the data folder.</param>
/// <param name="PostgresReplica">Null: there is no copy that may be read.</param>
/// <param name="Redis">Null: this is the only node.</param>
public sealed record AllSettings(
    Settings Messenger, ServerSettings Server, IReadOnlyDictionary<string, string> Given, SmtpSettings Smtp, TurnSettings Turn, PushSettings Push, MetricsSettings Metrics, S3Settings S3, BackupSettings Backup, IReadOnlyList<string> Origins, NpgsqlConnectionStringBuilder? Postgres,
    NpgsqlConnectionStringBuilder? PostgresReplica, ConfigurationOptions? Redis)
{
    /// <exception cref="WrongSetting">The first one that cannot be understood.</exception>
    /// <param name="home">The program's folder.</param>
    /// <param name="seen">Told of each section that was read.</param>
    public static AllSettings Read(IConfiguration configuration, string home, Action<string, SettingsReader>? seen = null)
    {
        var (messenger, server, given) = Section(Settings.Section, keys => (Settings.Read(keys, home), ServerSettings.Read(keys), keys.Given));
        var smtp = Section(SmtpSettings.Section, keys => SmtpSettings.Read(keys, messenger.PublicUrl));
        var turn = Section(TurnSettings.Section, keys => TurnSettings.Read(keys, home));
        var push = Section(PushSettings.Section, keys => PushSettings.Read(keys, messenger.PublicUrl));
        var metrics = Section(MetricsSettings.Section, MetricsSettings.Read);
        var s3 = Section(S3Settings.Section, keys => S3Settings.Read(keys, home));
        var backup = Section(BackupSettings.Section, keys => BackupSettings.Read(keys, home));
        var origins = Section("Cors", keys => keys.List("Origins", "are sites without a path, parted by commas, such as https://app.example.org", Origin));
        var (postgres, replica, redis) = Section("ConnectionStrings", keys => (
            keys.Read("Postgres", "is a connection string, such as Host=localhost;Username=messenger;Password=…;Database=messenger", Connection),
            keys.Read("PostgresReplica", "is a connection string, such as Host=replica;Username=messenger;Password=…;Database=messenger", Connection),
            keys.Read("Redis", "is an address with a port, or several, and options, such as redis.example.org:6379,password=…", Redises)) switch
        {
            (null, not null, _) => throw keys.Wrong("PostgresReplica", "is a copy of a PostgreSQL: ConnectionStrings:Postgres is needed with it"),
            (null, _, not null) => throw keys.Wrong("Redis", "is for several nodes, which share a PostgreSQL: ConnectionStrings:Postgres is needed with it"),
            var both => both,
        });
        FrameworkSettings.Check(configuration);
        return new AllSettings(messenger, server, given, smtp, turn, push, metrics, s3, backup, origins, postgres, replica, redis);

        T Section<T>(string name, Func<SettingsReader, T> read)
        {
            var keys = new SettingsReader(configuration, name);
            var settings = read(keys);
            keys.RefuseOthers();
            seen?.Invoke(name, keys);
            return settings;
        }
    }

    static string Origin(string text) => global::Messenger.Web.Origin.Of(Settings.Origin(text));

    static NpgsqlConnectionStringBuilder Connection(string text) =>
        new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0 } connection ? connection : throw new FormatException();

    static ConfigurationOptions Redises(string text) =>
        ConfigurationOptions.Parse(text) is { EndPoints.Count: > 0 } redis && redis.EndPoints.All(IsWhole) ? redis : throw new FormatException();

    // What is no address becomes the name of a host.
    static bool IsWhole(EndPoint at) => at is not DnsEndPoint name || Uri.CheckHostName(name.Host) is not UriHostNameType.Unknown;
}

/// <summary>Gives the parts of the messenger their settings.</summary>
static class SettingsExtensions
{
    /// <summary>Read when they are first asked for, and kept for all that is built.</summary>
    public static AllSettings ReadSettings(this IHostApplicationBuilder builder)
    {
        if (builder.Properties.TryGetValue(typeof(AllSettings), out var read))
        {
            return (AllSettings)read;
        }

        var settings = AllSettings.Read(builder.Configuration, builder.Environment.ContentRootPath);
        builder.Properties[typeof(AllSettings)] = settings;
        builder.Services.AddSingleton(settings).AddSingleton(Options.Create(settings.Messenger)).AddSingleton(Options.Create(settings.Smtp));
        return settings;
    }
}

using Messenger.Web;
using Microsoft.Extensions.Configuration;

namespace Messenger.Tests;

/// <summary>Each key that can be set: what is right is believed, and what is wrong ends the start with a sentence that names the key.</summary>
public sealed class SettingUp : IDisposable
{
    static readonly string key = Convert.ToBase64String(new byte[32]);

    /// <summary>Of every key that not everything is right for.</summary>
    static readonly Dictionary<string, string[]> wrong = new()
    {
        ["Messenger:DataPath"] = ["/proc/nowhere", "/dev/null/data", "\0"],
        ["Messenger:Name"] = ["An\u202en", new string('a', 41), "two\nlines"],
        ["Messenger:Quota"] = ["abc", "0", "-1", "1.5", "10000001"],
        ["Messenger:RetentionDays"] = ["abc", "0", "6", "3651", "-30", "7.5", "30 days"],
        ["Messenger:Registration"] = ["maybe", "open,closed", "true"],
        ["Messenger:RegistrationDomains"] = ["@example.org", "example", "ann@example.org", "https://example.org", "*.example.org", "example.org;example.com"],
        ["Messenger:PublicUrl"] = ["chat.example.org", "https://chat.example.org/chat", "https://chat.example.org/?a=b", "https://chat.example.org/#a", "https://ann@chat.example.org", "ftp://chat.example.org", "https://", "https://chat.example.org:99999"],
        ["Messenger:TrustedProxies"] = ["caddy", "172.16.0.0/33", "172.16.0.0/x", "10.0.0.2;10.0.0.3", "10.0.0.2, caddy", "*"],
        ["Messenger:RateLimits"] = ["maybe", "0"],
        ["Messenger:UploadLimit"] = ["abc", "0", "-5", "2001", "50 MB", "1.5", "99999999999999999999"],
        ["Messenger:RequestLimit"] = ["abc", "0", "2001", "49"],
        ["Messenger:SigningKeys"] = ["secret", Convert.ToBase64String(new byte[31]), $"{key},short"],
        ["Messenger:LogFormat"] = ["xml", "json,text"],
        ["Messenger:DrainSeconds"] = ["abc", "0", "16", "4 s"],
        ["Smtp:Host"] = ["smtp://mail.example.org", "mail.example.org:587", "mail example"],
        ["Smtp:Port"] = ["0", "65536", "smtp"],
        ["Smtp:From"] = ["<", "nobody at all <"],
        ["Smtp:Security"] = ["some", "ssl"],
        ["Turn:Urls"] = ["turn.example.org", "http://turn.example.org", "stun:", "turn://turn.example.org", "turn:turn.example.org/path", "turn:turn.example.org:99999", "turn:turn.example.org:port", "stun:turn.example.org?transport=udp", "turn:turn.example.org?transport=sctp", "stun:a.example;stun:b.example"],
        ["Turn:Secret"] = ["short"],
        ["Turn:SecretFile"] = ["/nowhere/secret", "/dev/null", "/etc/hostname/x", "\0"],
        ["Push:Contact"] = ["ann@example.org", "mailto:ann@localhost", "mailto:ann@home.local", "mailto:", "mailto:Ann <ann@example.org>", "mailto:ann@example.org?subject=a", "https://localhost", "https://chat.local", "https://10.0.0.1", "http://example.org"],
        ["Push:Hosts"] = ["push.example.org", "https://push.example.org/path", "ftp://push.example.org", "https://a.example;https://b.example"],
        ["Metrics:Url"] = ["9464", "https://127.0.0.1:9464", "http://127.0.0.1", "http://127.0.0.1:0", "http://127.0.0.1:9464/metrics", "http://*:many"],
        ["Files:S3:Endpoint"] = ["s3.example.org", "https://s3.example.org/bucket", "ftp://s3.example.org", "https://"],
        ["Files:S3:Bucket"] = ["Files", "ab", "a/b", "-files"],
        ["Files:S3:SecretKeyFile"] = ["/nowhere/secret", "/dev/null", "/etc/hostname/x", "\0"],
        ["Files:S3:Region"] = ["eu central 1", "https://s3.example.org"],
        ["Backup:Folder"] = ["/proc/nowhere", "/dev/null/backups", "\0"],
        ["Backup:EveryHours"] = ["abc", "0", "745", "daily"],
        ["Backup:Keep"] = ["0", "1001", "all"],
        ["Backup:PassphraseFile"] = ["/nowhere/secret", "/dev/null", "/etc/hostname/x", "\0"],
        ["Cors:Origins"] = ["*", "app.example.org", "https://app.example.org/path", "https://a.example,b", "https://a.example;https://b.example"],
        ["ConnectionStrings:Postgres"] = ["Host=localhost;Colour=blue", "localhost", "postgres://messenger@localhost/messenger", "Username=messenger", "Host=localhost;Port=many"],
        ["ConnectionStrings:PostgresReplica"] = ["Host=localhost;Colour=blue", "Username=messenger", "Host=localhost"],
        ["ConnectionStrings:Redis"] = ["localhost:6379,colour=blue", "redis://localhost:6379", "password=secret", "local host:6379", "localhost:6379"],
        ["ASPNETCORE_URLS"] = ["localhost:5080", "http://localhost:many", "http://localhost:5080/chat", "ftp://localhost:21", "http://localhost:99999"],
        ["ASPNETCORE_HTTP_PORTS"] = ["http", "0", "99999"],
        ["ASPNETCORE_HTTPS_PORTS"] = ["https"],
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = ["127.0.0.1:4317", "collector", "ftp://127.0.0.1", "http://"],
        ["Logging:LogLevel:Default"] = ["Loud"],
    };

    static readonly string[] anything = ["Smtp:User", "Smtp:Password", "Files:S3:AccessKey", "Files:S3:SecretKey"];

    readonly string home = Directory.CreateTempSubdirectory("settings-").FullName;

    public static TheoryData<string, string> Wrong => [.. wrong.SelectMany(one => one.Value.Select(value => (one.Key, value)))];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_understood_is_told_by_its_key(string name, string value)
    {
        var sentence = Assert.Throws<WrongSetting>(() => Read((name, value))).Message;

        Assert.StartsWith($"{name} ", sentence);
        Assert.EndsWith(".", sentence);
        Assert.DoesNotContain('\n', sentence);
    }

    [Theory]
    [InlineData("Messenger:SigningKeys", "hunter2")]
    [InlineData("Turn:Secret", "hunter2")]
    [InlineData("ConnectionStrings:Postgres", "Host=localhost;Passwort=hunter2")]
    [InlineData("ConnectionStrings:Postgres", "Host=localhost;hunter2=yes")]
    [InlineData("ConnectionStrings:Redis", "localhost:6379,pasword=hunter2")]
    public void Secrets_are_not_told(string name, string value) => Assert.DoesNotContain("hunter2", Assert.Throws<WrongSetting>(() => Read((name, value))).Message);

    [Fact]
    public void Every_key_is_checked()
    {
        List<string> keys = [];
        AllSettings.Read(new ConfigurationBuilder().Build(), home, (section, known) => keys.AddRange(known.Known.Select(key => $"{section}:{key}")));

        Assert.Equal(keys.Order(), wrong.Keys.Where(key => key.Contains(':') && !key.StartsWith("Logging")).Concat(anything).Order());
        // A property that no key sets would look like a setting.
        Assert.All(typeof(Settings).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"Messenger:{property.Name}", keys));
        Assert.All(typeof(ServerSettings).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"Messenger:{property.Name}", keys));
        Assert.All(typeof(TurnSettings).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"Turn:{property.Name}", keys));
        Assert.All(typeof(PushSettings).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"Push:{property.Name}", keys));
        Assert.All(typeof(MetricsSettings).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"Metrics:{property.Name}", keys));
        Assert.All(typeof(S3Settings).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"Files:S3:{property.Name}", keys));
        Assert.All(typeof(BackupSettings).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"Backup:{property.Name}", keys));
        Assert.All(typeof(SmtpSettings).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"Smtp:{property.Name}", keys));
    }

    [Fact]
    public void Every_key_is_in_the_README()
    {
        var manual = File.ReadAllText(Path.Combine(EveryText.Root, "README.md"));

        Assert.All(wrong.Keys.Concat(anything).Where(key => !key.StartsWith("Logging")), key => Assert.Contains($"`{key.Replace(":", "__")}`", manual));
    }

    [Theory]
    [InlineData("Messenger:TrustedProxy", "10.0.0.2")]
    [InlineData("Smtp:Server", "mail.example.org")]
    [InlineData("Turn:Url", "stun:turn.example.org")]
    [InlineData("Push:Host", "https://push.example.org")]
    [InlineData("Metrics:Port", "9464")]
    [InlineData("Files:S3:Key", "abc")]
    [InlineData("Backup:Path", "/var/backups")]
    [InlineData("Cors:Origin", "https://app.example.org")]
    [InlineData("ConnectionStrings:Postgress", "Host=localhost")]
    public void A_mistyped_key_is_not_passed_over(string name, string value) =>
        Assert.StartsWith($"{name} is no setting; there are ", Assert.Throws<WrongSetting>(() => Read((name, value))).Message);

    [Theory]
    [InlineData("Smtp:Host", "Smtp:Host=localhost", "Smtp:From=a@b.c")]
    [InlineData("Smtp:From", "Smtp:Host=localhost", "Messenger:PublicUrl=http://chat.test")]
    [InlineData("Messenger:RequestLimit", "Messenger:UploadLimit=20", "Messenger:RequestLimit=10")]
    [InlineData("Turn:Secret", "Turn:Urls=stun:turn.example.org turn:turn.example.org")]
    [InlineData("Turn:Urls", "Turn:Secret=sixteen letters or more")]
    [InlineData("Turn:SecretFile", "Turn:Urls=stun:turn.example.org", "Turn:Secret=sixteen letters or more", "Turn:SecretFile=/etc/passwd")]
    [InlineData("Files:S3:Endpoint", "Files:S3:Bucket=files")]
    [InlineData("Files:S3:Bucket", "Files:S3:Endpoint=http://localhost:9000")]
    [InlineData("Files:S3:AccessKey", "Files:S3:Endpoint=http://localhost:9000", "Files:S3:Bucket=files")]
    [InlineData("Files:S3:SecretKey", "Files:S3:Endpoint=http://localhost:9000", "Files:S3:Bucket=files", "Files:S3:AccessKey=messenger")]
    [InlineData("Files:S3:SecretKeyFile", "Files:S3:Endpoint=http://localhost:9000", "Files:S3:SecretKey=secret", "Files:S3:SecretKeyFile=/etc/passwd")]
    public void What_does_not_go_together_is_told(string name, params string[] settings) =>
        Assert.StartsWith(name, Assert.Throws<WrongSetting>(() => Read([.. settings.Select(one => one.Split('=', 2)).Select(pair => (pair[0], pair[1]))])).Message);

    [Fact]
    public void Networks_addresses_and_lists_are_believed()
    {
        var proxies = Read(("Messenger:TrustedProxies", "172.16.0.0/12, 10.0.0.2,fd00::/8 ,::1")).Messenger.TrustedProxies;
        var listed = Read(("Messenger:TrustedProxies:0", "10.0.0.2"), ("Messenger:TrustedProxies:1", "10.0.0.0/24")).Messenger.TrustedProxies;
        var origins = Read(("Cors:Origins", "https://app.example.org/, http://localhost:3000, https://пример.рф, tauri://localhost")).Origins;

        Assert.Equal(["172.16.0.0/12", "10.0.0.2/32", "fd00::/8", "::1/128"], proxies.Select(one => $"{one}"));
        Assert.Equal(["10.0.0.2/32", "10.0.0.0/24"], listed.Select(one => $"{one}"));
        Assert.Equal(["https://app.example.org", "http://localhost:3000", "https://xn--e1afmkfd.xn--p1ai", "tauri://localhost"], origins);
    }

    [Fact]
    public void Servers_of_calls_are_a_list_or_a_text_and_their_secret_may_be_in_a_file()
    {
        var file = Path.Combine(home, "turn.secret");
        File.WriteAllText(file, "kept out of the environment\n");
        var text = Read(("Turn:Urls", "stun:turn.example.org, turn:turn.example.org:3478?transport=tcp turns:[fd00::1]:5349"), ("Turn:SecretFile", "turn.secret")).Turn;
        var listed = Read(("Turn:Urls:0", "TURN:turn.example.org"), ("Turn:Urls:1", "stuns:10.0.0.2:5349"), ("Turn:Secret", "sixteen letters or more")).Turn;

        Assert.Equal(["stun:turn.example.org", "turn:turn.example.org:3478?transport=tcp", "turns:[fd00::1]:5349"], text.Urls);
        Assert.Equal(["TURN:turn.example.org", "stuns:10.0.0.2:5349"], listed.Urls);
        Assert.Equal(("kept out of the environment", "sixteen letters or more"), (text.Secret, listed.Secret));
        Assert.Empty(Read().Turn.Urls);
    }

    [Fact]
    public void A_bucket_is_used_where_all_of_it_is_said()
    {
        File.WriteAllText(Path.Combine(home, "s3.secret"), "kept out of the environment\n");
        var s3 = Read(("Files:S3:Endpoint", "https://s3.example.org/"), ("Files:S3:Bucket", "files.example.org"), ("Files:S3:AccessKey", "messenger"), ("Files:S3:SecretKeyFile", "s3.secret")).S3;

        Assert.Equal(("https://s3.example.org/", "files.example.org", "messenger", "kept out of the environment", "us-east-1"), ($"{s3.Endpoint}", s3.Bucket, s3.AccessKey, s3.Secret, s3.Region));
        Assert.Null(Read().S3.Bucket);
    }

    [Fact]
    public void Push_services_are_told_an_address_that_can_be_reached_or_none()
    {
        Assert.Equal("mailto:ann@example.org", Read(("Push:Contact", "mailto:ann@example.org"), ("Messenger:PublicUrl", "https://chat.example.org")).Push.Contact);
        Assert.Equal("https://example.org/contact", Read(("Push:Contact", "https://example.org/contact")).Push.Contact);
        Assert.Equal("https://chat.example.org/", Read(("Messenger:PublicUrl", "https://chat.example.org")).Push.Contact);
        Assert.All(new[] { "http://chat.example.org", "https://chat.local", "https://localhost:5081", "https://10.0.0.2" }, url => Assert.Null(Read(("Messenger:PublicUrl", url)).Push.Contact));
        Assert.Equal(["https://push.example.org/", "http://127.0.0.1:8080/"], Read(("Push:Hosts", "https://push.example.org, http://127.0.0.1:8080")).Push.Hosts.Select(host => $"{host}"));
    }

    [Fact]
    public void Nodes_that_share_a_database_may_have_a_Redis()
    {
        var redis = Read(("ConnectionStrings:Postgres", "Host=localhost"), ("ConnectionStrings:Redis", "redis-1.example.org:6379,10.0.0.2:6380,password=secret")).Redis!;

        Assert.Equal(["Unspecified/redis-1.example.org:6379", "10.0.0.2:6380"], redis.EndPoints.Select(at => $"{at}"));
        Assert.Equal("secret", redis.Password);
        Assert.Null(Read(("ConnectionStrings:Postgres", "Host=localhost")).Redis);
    }

    [Fact]
    public void What_is_left_empty_or_written_otherwise_means_the_same()
    {
        var settings = Read(("Messenger:PublicUrl", " https://chat.example.org:8443/ "), ("Messenger:Registration", "Closed"), ("Messenger:UploadLimit", ""),
            ("Smtp:Port", " "), ("Smtp:Host", ""), ("ConnectionStrings:Postgres", ""), ("Smtp:Security", "TLS"));

        Assert.Equal(("https://chat.example.org:8443/", "closed", 50, 100), ($"{settings.Messenger.PublicUrl}", settings.Server.Registration, settings.Server.UploadLimit, settings.Server.RequestLimit));
        Assert.Equal((null, 587, "tls"), (settings.Smtp.Host, settings.Smtp.Port, settings.Smtp.Security));
        Assert.Null(settings.Postgres);
    }

    [Fact]
    public void A_large_file_fits_into_its_request() =>
        Assert.Equal(300, Read(("Messenger:UploadLimit", "300")).Server.RequestLimit);

    [Fact]
    public void A_relative_data_folder_lies_in_the_programs_own()
    {
        Assert.Equal(Path.Combine(home, "data"), Read().Messenger.DataPath);
        Assert.Equal(Path.Combine(home, "kept", "here"), Read(("Messenger:DataPath", "kept/here")).Messenger.DataPath);
    }

    public void Dispose() => Directory.Delete(home, true);

    // As the framework names them; in the environment they have a prefix.
    AllSettings Read(params (string Key, string Value)[] settings) => AllSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(Plain(one.Key), (string?)one.Value))).Build(), home);

    static string Plain(string name) => name.StartsWith("ASPNETCORE_") ? name["ASPNETCORE_".Length..] : name;
}

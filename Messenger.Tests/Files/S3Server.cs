using System.Diagnostics;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Messenger.Tests;
using Messenger.Web;

[assembly: AssemblyFixture(typeof(S3Server))]

namespace Messenger.Tests;

/// <summary>
/// Something that speaks S3 (s3rver, from npm), started for the first test that wants a bucket and gone with the last. It is installed by the lock
/// file beside these tests, and never outlives the process that started it.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    // What s3rver lets in, and nothing else.
    public const string Key = "S3RVER";

    const string Script = """
        trap '' PIPE
        node "$1" -d "$PWD" -a 127.0.0.1 -p "$2" --no-vhost-buckets -s </dev/null >log 2>&1 &
        cat >/dev/null
        kill -s KILL $!
        rm -rf "$PWD"
        """;

    static readonly string tests = Path.Combine(EveryText.Root, "Messenger.Tests");
    static readonly Lazy<Task<S3Server>> shared = new(StartAsync);

    string folder = "";
    Process? shell;
    int port;

    /// <summary>Of the one that is shared; each test has a bucket of its own in it.</summary>
    public static async Task<Uri> EndpointAsync() => (await shared.Value).Endpoint;

    /// <summary>Where it keeps the objects of a bucket, each beside what is known of it.</summary>
    public static async Task<string> FolderOfAsync(string bucket) => Path.Combine((await shared.Value).folder, bucket);

    public static async Task MakeBucketAsync(string bucket)
    {
        using var client = new AmazonS3Client(new BasicAWSCredentials(Key, Key), new AmazonS3Config { ServiceURL = $"{await EndpointAsync()}", ForcePathStyle = true });
        await client.PutBucketAsync(bucket, TestContext.Current.CancellationToken);
    }

    /// <summary>What a messenger is told of a bucket.</summary>
    public static IEnumerable<(string Key, string Value)> Settings(Uri endpoint, string bucket) =>
    [
        ($"{S3Settings.Section}:Endpoint", endpoint.AbsoluteUri), ($"{S3Settings.Section}:Bucket", bucket),
        ($"{S3Settings.Section}:AccessKey", Key), ($"{S3Settings.Section}:SecretKey", Key),
    ];

    public async ValueTask DisposeAsync()
    {
        if (shared.IsValueCreated)
        {
            var started = await shared.Value;
            started.shell!.StandardInput.Close();
            await started.shell.WaitForExitAsync();
            started.shell.Dispose();
        }
    }

    Uri Endpoint => new($"http://127.0.0.1:{port}");

    static async Task<S3Server> StartAsync()
    {
        await InstallAsync();
        var server = new S3Server { folder = Directory.CreateTempSubdirectory("messenger-s3-").FullName, port = FreePort.Find() };
        // A session of its own, or Ctrl+C in the terminal would end the shell before it can tidy up.
        server.shell = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script, "keeper", Path.Combine(tests, "node_modules/s3rver/bin/s3rver.js"), $"{server.port}"])
        {
            WorkingDirectory = server.folder, RedirectStandardInput = true,
        })!;
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => await AnswersAsync(http, server.Endpoint), () => $"It did not come up: {File.ReadAllText(Path.Combine(server.folder, "log"))}");
        return server;
    }

    static async Task<bool> AnswersAsync(HttpClient http, Uri endpoint)
    {
        try
        {
            using var answer = await http.GetAsync(endpoint, TestContext.Current.CancellationToken);
            return answer.StatusCode is not HttpStatusCode.InternalServerError;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static async Task InstallAsync()
    {
        // npm writes it last, so a broken install counts as none.
        var installed = new FileInfo(Path.Combine(tests, "node_modules/.package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc > File.GetLastWriteTimeUtc(Path.Combine(tests, "package-lock.json")))
        {
            return;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = tests })!;
        await npm.WaitForExitAsync();
        Assert.Equal(0, npm.ExitCode);
    }
}

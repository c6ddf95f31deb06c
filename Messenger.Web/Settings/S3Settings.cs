using System.Text.RegularExpressions;

namespace Messenger.Web;

/// <summary>Every key under <c>Files:S3:</c> (environment form <c>Files__S3__Bucket</c>): a bucket for what people send, in place of the data folder.</summary>
public sealed partial record S3Settings
{
    public const string Section = "Files:S3";

    /// <summary>Where S3 is spoken, such as https://s3.eu-central-1.amazonaws.com. Nothing but scheme, host and port.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The bucket, which is there already. None: files are in the data folder.</summary>
    public string? Bucket { get; init; }

    /// <summary>Who we are there: may read, write, delete and list.</summary>
    public string? AccessKey { get; init; }

    /// <summary>What goes with it.</summary>
    public string? SecretKey { get; init; }

    /// <summary>A file that holds the secret key, and nothing else; relative to the program's folder.</summary>
    public string? SecretKeyFile { get; init; }

    /// <summary>The region that requests are signed for.</summary>
    public required string Region { get; init; }

    /// <summary>What requests are signed with.</summary>
    public string? Secret => SecretKey ?? SecretKeyFile;

    /// <param name="home">What a relative path is relative to.</param>
    public static S3Settings Read(SettingsReader keys, string home)
    {
        const string endpoint = "is where S3 is spoken, without a path, such as https://s3.eu-central-1.amazonaws.com";
        const string bucket = "is the name of a bucket: 3 to 63 small letters, digits, dots and hyphens";
        var settings = new S3Settings
        {
            Endpoint = keys.Read("Endpoint", endpoint, text => Settings.Origin(text) is { Scheme: "http" or "https" } address ? address : throw new FormatException()),
            Bucket = keys.Read("Bucket", bucket, text => BucketName().IsMatch(text) ? text : throw new FormatException()),
            AccessKey = keys.Text("AccessKey")?.Trim(),
            SecretKey = keys.Text("SecretKey")?.Trim(),
            SecretKeyFile = keys.Read("SecretKeyFile", "is a file with the secret key in it", path =>
                File.ReadAllText(Path.GetFullPath(path, home)).Trim() is { Length: > 0 } secret ? secret : throw new FormatException()),
            Region = keys.Read("Region", "is a region, such as eu-central-1", text => RegionName().IsMatch(text) ? text : throw new FormatException()) ?? "us-east-1",
        };
        var isUsed = settings is not { Endpoint: null, Bucket: null, AccessKey: null, Secret: null };
        return settings switch
        {
            { SecretKey: not null, SecretKeyFile: not null } => throw keys.Wrong("SecretKeyFile", "takes the place of Files:S3:SecretKey; set one of them"),
            { Endpoint: null } when isUsed => throw keys.Wrong("Endpoint", $"{endpoint}; it is needed for files in a bucket"),
            { Bucket: null } when isUsed => throw keys.Wrong("Bucket", $"{bucket}; it is needed with Files:S3:Endpoint"),
            { AccessKey: null } when isUsed => throw keys.Wrong("AccessKey", "is needed for files in a bucket"),
            { Secret: null } when isUsed => throw keys.Wrong("SecretKey", "is needed for files in a bucket, or Files:S3:SecretKeyFile"),
            _ => settings,
        };
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketName();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,63}$")]
    private static partial Regex RegionName();
}

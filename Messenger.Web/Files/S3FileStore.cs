using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Messenger.Web;

/// <summary>
/// Bytes as the objects of a bucket, behind the API of S3, each under its name. A bucket is the same for every node, so nothing has to be
/// shared between them but what opens it.
/// </summary>
sealed class S3FileStore : IFileStore, IDisposable
{
    // Of a request without many bytes: people wait for it.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    // A line to a bucket that is slower than this (in bytes a second) is as good as none.
    const int Slowest = 256 << 10;

    readonly AmazonS3Client client;
    readonly string bucket, unfinished;

    /// <param name="data">The data folder of this node, for what is being written.</param>
    public S3FileStore(S3Settings settings, string data)
    {
        bucket = settings.Bucket!;
        unfinished = Path.Combine(data, "unfinished");
        client = new AmazonS3Client(new BasicAWSCredentials(settings.AccessKey, settings.Secret), new AmazonS3Config
        {
            ServiceURL = settings.Endpoint!.AbsoluteUri, AuthenticationRegion = settings.Region, ForcePathStyle = true,
            // Each request is signed with the hash of its bytes. What is sent beside that by default, many who speak S3 do not understand.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            // How long anything may take is said with each request.
            Timeout = Timeout.InfiniteTimeSpan, ConnectTimeout = TimeSpan.FromSeconds(2), MaxErrorRetry = 1,
        });
    }

    public string Unfinished(string name)
    {
        Directory.CreateDirectory(unfinished);
        return Path.Combine(unfinished, name.Replace('/', '-'));
    }

    public async Task FinishAsync(string name)
    {
        var path = Unfinished(name);
        var longest = patience + TimeSpan.FromSeconds(new FileInfo(path).Length / Slowest);
        // In one piece, so that it is there as a whole or not at all.
        await AskAsync(stop => client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket, Key = name, FilePath = path, UseChunkEncoding = false, ContentType = "application/octet-stream",
        }, stop), longest);
        File.Delete(path);
    }

    public async Task<KeptBytes?> FindAsync(string name)
    {
        var found = await AskAsync(async stop =>
        {
            try
            {
                return await client.GetObjectMetadataAsync(bucket, name, stop);
            }
            catch (AmazonS3Exception missing) when (missing.StatusCode is HttpStatusCode.NotFound)
            {
                return null;
            }
        }, patience);
        return found is null ? null : new KeptBytes(
            new S3ReadStream((from, to, stop) => OpenAsync(name, from, to, stop), found.ContentLength, patience), new DateTimeOffset(found.LastModified!.Value.ToUniversalTime()));
    }

    public async Task DeleteAsync(string name)
    {
        File.Delete(Unfinished(name));
        await AskAsync(stop => client.DeleteObjectAsync(bucket, name, stop), patience);
    }

    public async IAsyncEnumerable<string> WrittenBeforeAsync(string folder, DateTimeOffset time)
    {
        var ask = new ListObjectsV2Request { BucketName = bucket, Prefix = folder + "/" };
        do
        {
            var some = await AskAsync(stop => client.ListObjectsV2Async(ask, stop), patience);
            foreach (var one in (some.S3Objects ?? []).Where(one => one.LastModified?.ToUniversalTime() < time.UtcDateTime))
            {
                yield return one.Key;
            }

            ask.ContinuationToken = some.NextContinuationToken;
        }
        while (ask.ContinuationToken is not null);
    }

    /// <summary>Whether the bucket lets us in: null if it does, or a setting and what is wrong with it.</summary>
    /// <exception cref="FileStoreUnavailable">Nobody answers.</exception>
    public async Task<(string Key, string Wrong)?> CheckAsync()
    {
        DeleteOldUnfinished();
        try
        {
            await AskAsync(stop => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, MaxKeys = 1 }, stop), patience);
            return null;
        }
        catch (FileStoreUnavailable failure) when (failure.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound })
        {
            return ("Bucket", "names a bucket that is not there");
        }
        catch (FileStoreUnavailable failure) when (failure.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden })
        {
            return ("AccessKey", "does not open the bucket, or Files:S3:SecretKey is not the one that goes with it");
        }
    }

    public void Dispose() => client.Dispose();

    async Task<Stream> OpenAsync(string name, long from, long to, CancellationToken stop)
    {
        var answer = await AskAsync(late => client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = name, ByteRange = new ByteRange(from, to) }, late), patience, stop);
        return answer.ResponseStream;
    }

    // Of a process that was killed; nobody writes for so long.
    void DeleteOldUnfinished()
    {
        foreach (var file in new DirectoryInfo(Directory.CreateDirectory(unfinished).FullName).EnumerateFiles().Where(file => file.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1)))
        {
            file.Delete();
        }
    }

    static async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, TimeSpan longest, CancellationToken stop = default)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(longest);
        try
        {
            return await ask(late.Token);
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException or SocketException or IOException and not FileNotFoundException
            || failure is OperationCanceledException && !stop.IsCancellationRequested)
        {
            throw new FileStoreUnavailable(failure);
        }
    }
}

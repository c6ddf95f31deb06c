using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using MimeKit;

namespace Messenger.Tests;

/// <summary>A small mail server (RFC 5321) on a port of its own: keeps what it is given, and refuses or hangs when it is told to.</summary>
public sealed class MailServer : IAsyncDisposable
{
    // A look that fails on a busy machine is made again after 15 s, which is nobody's fault here.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly Channel<MimeMessage> mails = Channel.CreateUnbounded<MimeMessage>();
    readonly Task accepting;

    public MailServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Lines are encrypted with it, once that is asked for.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whoever wants to send must be this one.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>The answers to the next receivers, such as 451 and a sentence; then all are welcome again.</summary>
    public Queue<string> Refusals { get; } = [];

    /// <summary>Takes calls and says nothing.</summary>
    public bool IsHanging { get; set; }

    public int Calls { get; private set; }

    /// <summary>Mails that nobody has asked for yet.</summary>
    public int Kept => mails.Reader.Count;

    /// <summary>What may explain that no mail comes.</summary>
    public Func<string> Why { get; init; } = () => "";

    public async Task<MimeMessage> NextAsync()
    {
        try
        {
            return await mails.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No mail came; {Calls} calls so far. {Why()}");
        }
    }

    /// <summary>The next mail's link.</summary>
    public async Task<Uri> NextLinkAsync() => LinkIn(await NextAsync());

    /// <summary>The next mail to somebody with a link to such a page. What others were told, and they of other things, is passed over.</summary>
    public async Task<Uri> NextLinkAsync(string to, string path)
    {
        while (true)
        {
            var mail = await NextAsync();
            if (to.Equals($"{mail.To}", StringComparison.OrdinalIgnoreCase) && LinkIn(mail) is var link && link.AbsolutePath == path)
            {
                return link;
            }
        }
    }

    public static Uri LinkIn(MimeMessage mail) => new(mail.TextBody!.Split('\n').Single(line => line.StartsWith("http")).Trim());

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    async Task TalkAsync(TcpClient caller)
    {
        using var _ = caller;
        Calls++;
        if (IsHanging)
        {
            await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        await using var plain = caller.GetStream();
        await using var stream = Certificate is null ? plain : await EncryptAsync(plain, Certificate);
        if (stream is null)
        {
            return;
        }

        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        if (Certificate is null)
        {
            await writer.WriteLineAsync("220 mail.test");
        }

        var isKnown = Login is null;
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            isKnown |= Login is { } login && line == $"AUTH PLAIN {Plain(login)}";
            await writer.WriteLineAsync(Answer(line, isKnown));
            if (line == "DATA")
            {
                mails.Writer.TryWrite(await ReadMailAsync(reader));
                await writer.WriteLineAsync("250 kept");
            }
        }
    }

    // RFC 3207: after STARTTLS everything begins anew, but for the greeting. Null where the other side does not like what it sees.
    async Task<Stream?> EncryptAsync(NetworkStream plain, X509Certificate2 certificate)
    {
        var reader = new StreamReader(plain, Encoding.Latin1, leaveOpen: true);
        var writer = new StreamWriter(plain, Encoding.Latin1, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.test");
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != "STARTTLS")
        {
            await writer.WriteLineAsync("250-mail.test\r\n250 STARTTLS");
        }

        await writer.WriteLineAsync("220 go on");
        var encrypted = new SslStream(plain);
        try
        {
            await encrypted.AuthenticateAsServerAsync(certificate);
            return encrypted;
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return null;
        }
    }

    string Answer(string line, bool isKnown) => line.Split(' ', ':')[0] switch
    {
        "EHLO" => Login is null ? "250 mail.test" : "250-mail.test\r\n250 AUTH PLAIN",
        "AUTH" => isKnown ? "235 welcome" : "535 not you",
        "MAIL" when !isKnown => "530 who are you?",
        "RCPT" when Refusals.TryDequeue(out var refusal) => refusal,
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };

    static string Plain((string User, string Password) login) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{login.User}\0{login.Password}"));

    // RFC 5321, 4.5.2: a line with a dot alone is the end, any other dot at a start was doubled.
    async Task<MimeMessage> ReadMailAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())), stop.Token);
    }
}

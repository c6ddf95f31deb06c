using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>nginx as it comes, with nothing set but where to ask.</summary>
public sealed class Nginx : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nginx-").FullName;
    readonly Process process;

    public Nginx(Uri before)
    {
        var port = FreePort.Find();
        Home = new Uri($"http://127.0.0.1:{port}/");
        var settings = Path.Combine(folder, "nginx.conf");
        string[] kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        File.WriteAllText(settings, $$"""
            daemon off; master_process off; pid {{folder}}/pid; error_log stderr;
            events {}
            http {
                access_log off;
                {{string.Join(' ', kinds.Select(kind => $"{kind}_temp_path {folder}/{kind};"))}}
                server { listen 127.0.0.1:{{port}}; location / { proxy_pass {{before.AbsoluteUri.TrimEnd('/')}}; } }
            }
            """);
        process = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-c", settings, "-e", "stderr"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    public Uri Home { get; }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, true);
    }
}

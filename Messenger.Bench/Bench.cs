namespace Messenger.Bench;

/// <summary>The tools of every measurement.</summary>
public sealed record Bench(Options Options, MeasuredServer Server, ApiClient Api, TestPeople People)
{
    public TimeSpan Time => TimeSpan.FromSeconds(Options.Seconds);

    public TimeSpan WarmUp => TimeSpan.FromSeconds(Options.WarmUp);

    public Uri Home => Server.Home;

    /// <summary>Where the socket of this number is opened.</summary>
    public Uri HomeOfSocket(int number) => Options.SocketUrls is { Count: > 0 } urls ? new Uri(urls[number % urls.Count]) : Home;

    public static void Say(string what, string figure) => Console.WriteLine($"{what,-62} {figure}");

    /// <param name="sorted">Of times, in milliseconds.</param>
    public static double Percentile(IReadOnlyList<double> sorted, double part) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * part)];
}

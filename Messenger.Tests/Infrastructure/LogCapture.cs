using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>Keeps every line a server logs, with all that is beside it.</summary>
public sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();
    IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. lines];

    /// <summary>What somebody has to look at.</summary>
    public IEnumerable<string> Failures => Lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text);

    public ILogger CreateLogger(string category) => new Ear(this, category);

    public void SetScopeProvider(IExternalScopeProvider provider) => scopes = provider;

    public void Dispose()
    {
        // Nothing to give back.
    }

    sealed class Ear(LogCapture all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => all.scopes.Push(state);

        public bool IsEnabled(LogLevel level) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? failure, Func<TState, Exception?, string> say)
        {
            var text = $"{category}: {say(state, failure)} {failure}";
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                text += string.Join(' ', values);
            }

            all.scopes.ForEachScope((scope, _) => text += scope is IEnumerable<KeyValuePair<string, object?>> more ? string.Join(' ', more) : $"{scope}", 0);
            all.lines.Enqueue((level, text));
        }
    }
}

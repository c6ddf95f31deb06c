using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>What a server logs as an error or worse.</summary>
public sealed class Failures : ILoggerProvider
{
    readonly ConcurrentQueue<string> all = new();

    public IReadOnlyCollection<string> All => all;

    public ILogger CreateLogger(string categoryName) => new ErrorLog(all);

    public void Dispose()
    {
        // The list outlives the server.
    }

    sealed class ErrorLog(ConcurrentQueue<string> all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => level >= LogLevel.Error;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? failure, Func<TState, Exception?, string> format)
        {
            if (IsEnabled(level))
            {
                all.Enqueue($"{format(state, failure)} {failure}");
            }
        }
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Messenger.Web;

/// <summary>
/// The log as a line of JSON an event: time, level, from where, the sentence, the values in it by their names, a failure, and which node,
/// request and session it belongs to.
/// </summary>
sealed class JsonLines() : ConsoleFormatter(Format)
{
    public const string Format = "messenger", Session = "Session";

    // Of the scopes that the framework opens around a request; the others repeat what the request says.
    static readonly string[] ofScopes = ["RequestId", Session];

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter text)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", DateTimeOffset.UtcNow);
            json.WriteString("level", entry.LogLevel.ToString());
            json.WriteString("from", entry.Category);
            json.WriteString("message", entry.Formatter(entry.State, entry.Exception));
            json.WriteString("node", Node.Name);
            scopes?.ForEachScope((scope, json) => WriteValues(json, scope, key => ofScopes.Contains(key)), json);
            if (entry.Exception is { } failure)
            {
                json.WriteString("failure", failure.ToString());
            }

            json.WriteStartObject("values");
            WriteValues(json, entry.State, key => key != "{OriginalFormat}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        text.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    static void WriteValues(Utf8JsonWriter json, object? state, Func<string, bool> isWanted)
    {
        foreach (var (key, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? (state as IEnumerable<KeyValuePair<string, object>>)?.Select(one => KeyValuePair.Create(one.Key, (object?)one.Value)) ?? [])
        {
            if (isWanted(key))
            {
                json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(key), value?.ToString());
            }
        }
    }
}

using Microsoft.Extensions.Logging.Console;

namespace Messenger.Web;

/// <summary>
/// Sets up how the log is written: for people as it comes, or a line of JSON an event for programs that gather logs.
/// </summary>
static class LogServices
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        if (builder.ReadSettings().Messenger.LogFormat == "json")
        {
            builder.Logging.AddConsole(console => console.FormatterName = JsonLines.Format).AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        }
    }

    /// <summary>Puts whose session it is beside what is logged during a request. After it is known who asks.</summary>
    public static void UseSessionInLogs(this WebApplication app)
    {
        if (app.Services.GetRequiredService<AllSettings>().Messenger.LogFormat != "json")
        {
            return;
        }

        var log = app.Services.GetRequiredService<ILogger<JsonLines>>();
        app.Use(async (http, next) =>
        {
            using (http.FindMe() is { } me ? log.BeginScope(new Dictionary<string, object> { [JsonLines.Session] = me.SessionId }) : null)
            {
                await next(http);
            }
        });
    }
}

using System.Globalization;

namespace Messenger.Web;

/// <summary>The purpose of the files of a form.</summary>
public enum UploadKind
{
    Message,
    Avatar,
    GroupAvatar,
}

/// <summary>A door that takes files: how much of them, and from whom.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AcceptsUploadAttribute(UploadKind kind) : Attribute
{
    /// <summary>In bytes, all files together.</summary>
    public long Limit(ServerSettings settings) => (long)(kind is UploadKind.Message ? settings.RequestLimit : Avatars.Megabytes) << 20;

    /// <summary>Refuses who may not send them. The verbs ask again; by then a stranger's body would be on our disk, and its pictures decoded.</summary>
    public Task AskAsync(HttpContext http) => kind switch
    {
        UploadKind.Message => http.RequestServices.GetRequiredService<Files>().MayAddAsync(http.Me().Id, ChatOf(http)),
        UploadKind.GroupAvatar => http.RequestServices.GetRequiredService<Members>().MayManageAsync(http.Me().Id, ChatOf(http)),
        _ => Task.CompletedTask,
    };

    /// <summary>A picture is one file, so its limit can be named; null where only all of them together are too large.</summary>
    public Exception? TooLarge() => kind is UploadKind.Message ? null : Refused.TooLarge(Avatars.Megabytes);

    static int ChatOf(HttpContext http) => int.Parse((string)(http.GetRouteValue("chatId") ?? http.GetRouteValue("id"))!, CultureInfo.InvariantCulture);
}

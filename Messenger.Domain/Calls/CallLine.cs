using System.Globalization;

namespace Messenger.Domain;

/// <summary>
/// The line that a call leaves in its chat: what it says of the call, and how that is kept as the text of the line: "video 761".
/// </summary>
/// <param name="Length">Of one that was answered.</param>
public sealed record CallLine(CallType Type, TimeSpan? Length)
{
    public static CallLine From(Call call) =>
        new(call.CallType, call.Status is CallStatus.Ended ? call.EndedAt - (call.AnsweredAt ?? call.StartedAt) : null);

    public SystemMessage Notice => Length is null ? SystemMessage.MissedCall : SystemMessage.Called;

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Type.ToString().ToLowerInvariant()}{(Length is null ? "" : $" {(long)Length.Value.TotalSeconds}")}");

    public static CallLine Read(string text)
    {
        var words = text.Split(' ');
        return new CallLine(Call.TypeOf(words[0]), words.Length > 1 ? TimeSpan.FromSeconds(long.Parse(words[1], CultureInfo.InvariantCulture)) : null);
    }
}

namespace Messenger.Domain;

/// <summary>The length and loudness that a sender tells of a recording of their voice, since its file need not.</summary>
public sealed class SentVoice
{
    public const int Parts = 64;

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // A recorder that stops itself at the limit is a little late.
    static readonly TimeSpan lateness = TimeSpan.FromSeconds(5);

    readonly double? duration;
    readonly byte[]? waveform;

    /// <param name="duration">In seconds; what the file says itself is believed before this.</param>
    /// <param name="waveform">How loud it is in each of <see cref="Parts"/> stretches of the same length, from 0 to 255; null where nobody knows.</param>
    public SentVoice(double? duration, IReadOnlyList<int>? waveform)
    {
        if (waveform is not null && (waveform.Count != Parts || waveform.Any(part => part is < 0 or > byte.MaxValue)))
        {
            throw Refused.Invalid("waveform_odd", $"A waveform is {Parts} numbers from 0 to {byte.MaxValue}.", "waveform");
        }

        (this.duration, this.waveform) = (duration, waveform?.Select(part => (byte)part).ToArray());
    }

    /// <summary>The file as a voice message has it.</summary>
    public FileMetadata Describe(FileMetadata file)
    {
        if (file.Kind is not FileKind.Audio)
        {
            throw Refused.Invalid("voice_odd", "A voice message is one recording, and nothing else.", "voice");
        }

        var length = file.Duration ?? duration;
        return length is null || length > 0 && length <= (Longest + lateness).TotalSeconds
            ? file with { IsVoice = true, Duration = length, Waveform = waveform }
            : throw Refused.Invalid("voice_too_long", $"A voice message is at most {Longest.TotalMinutes} minutes long.", "duration");
    }
}

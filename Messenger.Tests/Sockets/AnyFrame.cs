using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Messenger.Tests;

/// <summary>Frames nobody would think of: commands with wrong fields, JSON that is none, and bytes without any sense.</summary>
public static class AnyFrame
{
    static readonly string[] types = ["typing", "message_read", "webrtc_signal", "ping", "send_message", "dance", ""];

    static readonly string[] fields = ["chat_id", "is_typing", "message_id", "target_user_id", "data", "content", "client_id", "reply_to", "type", "\\ud800hat_id", "chat_i\\u0064", "\\udc00"];

    static readonly Gen<string> text = Gen.Elements(
        "", " ", "Hello", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\uffff", "👍🏽", "\\u202e", "'; DROP TABLE users; --", "<script>", new string('ж', 9000),
        new string(' ', 30_000), "offer", "ice-candidate", "4d9b6cf0-0f0a-4a0e-9f6e-1c1f6f0f0f0f").Select(value => $"\"{value}\"");

    static readonly Gen<string> number = Gen.OneOf(
        Gen.Choose(-10, 10).Select(value => $"{value}"),
        Gen.Elements("2147483647", "-2147483648", "2147483648", "-9223372036854775808", "99999999999999999999", "1.5", "-0", "1e2", "1e400", "1E-400", "00", "NaN"));

    static readonly Gen<string> value = Gen.Frequency(
        (4, number), (4, text), (1, Gen.Elements("true", "false", "null", "{}", "[]", "[[]]", "nul", "{\"type\":\"offer\"}", "{\"type\":7}")),
        (1, Gen.Choose(1, 2000).Select(depth => new string('[', depth) + new string(']', depth))));

    static readonly Gen<string> field = from name in Gen.Elements(fields) from content in value select $"\"{name}\":{content}";

    static readonly Gen<string> command = from type in Gen.Elements(types) from rest in field.ArrayOf() select $$"""{"type":"{{type}}"{{string.Concat(rest.Select(one => "," + one))}}}""";

    static readonly Gen<string> rubbish = Gen.OneOf(
        value,
        field.Select(one => $"{{{one}}}"),
        from whole in command from at in Gen.Choose(0, 60) select whole[..Math.Min(at, whole.Length)],
        Gen.Choose(1, 20_000).Select(depth => new string('{', depth)),
        from letters in Gen.Choose(0, 0xD7FF).Select(code => (char)code).ArrayOf() select new string(letters));

    /// <summary>A text that is UTF-8 and no longer than is allowed: it is to be answered, and the socket stays open.</summary>
    public static readonly Gen<byte[]> Text = Gen.Frequency((3, command), (2, rubbish)).Select(Encoding.UTF8.GetBytes)
        .Where(bytes => bytes.Length <= 64 << 10);

    /// <summary>Any bytes at all after a head that claims to be a frame: it may close the socket, for a reason that has a number.</summary>
    public static readonly Gen<byte[]> Bytes =
        from first in Gen.Choose(0, 255)
        from second in Gen.Choose(0, 255)
        from rest in Gen.Choose(0, 255).Select(one => (byte)one).ArrayOf()
        select (byte[])[(byte)first, (byte)second, .. rest];
}

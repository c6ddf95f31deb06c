using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messenger.Web;

/// <summary>The examples of bodies and answers, for the description: Ann and Bob, who talk.</summary>
static class Examples
{
    static readonly DateTimeOffset then = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly Guid clientId = new("0195f3a2-5d1c-7c3e-9a44-3f1d2b6c7e80"), session = new("0195f39f-1b2a-7d10-8c55-aa0e7f4d9b21");
    static readonly UserJson ann = new(1, "ann@example.org", "ann", "Ann Hill", "+1 555 0100", null, "On a hike", "online", true, true, then);
    static readonly UserJson bob = new(2, "", "bob", "Bob Stone", null, "/avatars/2", "", "offline", true, true, then);

    static readonly MessageJson message = new(
        7, 5, 2, "See you *at eight*", "text", null, null, false, false, then, then, bob, 3, 4, clientId, [new("👍", 1, [1])], [new(1, then)], [], false, null);

    static readonly ChatJson chat = new(5, "Hikers", true, null, 1, then, then, [ann with { Email = "", PhoneNumber = null }, bob], message, 0, 7, 3, 4, false, false, false, false, false, 1);

    static readonly Dictionary<Type, object> all = new object[]
    {
        new RegisterRequest { Email = "ann@example.org", Username = "ann", Password = "three ordinary words", FullName = "Ann Hill" },
        new LoginRequest { Email = "ann@example.org", Password = "three ordinary words" },
        new RefreshRequest { RefreshToken = "9f2c…" },
        new VerifyRequest { Token = "Q2ZESjhN…" },
        new TokenRequest { Name = "Home assistant" },
        new NewTokenJson(session, "mt_5d1c…"),
        new TokenJson(session, "Home assistant", then, null),
        new ProfileRequest { FullName = "Ann Hill", PhoneNumber = "+1 555 0100", Status = "On a hike" },
        new ChatRequest { ParticipantIds = [2], Name = "Hikers", IsGroup = true },
        new PrivacyRequest { HidesPresence = true },
        new PrivacyJson(true, false),
        new InvitationRequest { Note = "The hikers", Uses = 10, Days = 7, Role = "member" },
        new JoinRequest { Token = "q3Vn…" },
        new InvitationJson(4, "The hikers", 5, "member", false, 10, 3, then, then.AddDays(7), "open"),
        new NewInvitationJson(4, "q3Vn…", "https://chat.example.org/join/q3Vn…", then.AddDays(7)),
        new RenameRequest { Name = "Climbers" },
        new MessageRequest { Content = "See you *at eight*", ClientId = clientId },
        new CallRequest { ChatId = 5, CallType = "video" },
        new CallJson(3, 5, 1, "video", "ringing", then, null),
        new ForwardRequest { ChatId = 5, ClientId = clientId },
        new DraftRequest { Content = "Shall we", Id = clientId, Version = 2 },
        new DraftJson(clientId, "Shall we", null, 3),
        new EarlierTextJson("See you at seven", then),
        new EditRequest { Content = "See you *at nine*" },
        new ReportRequest { Reason = "It sells something" },
        new ReadRequest { MessageId = 7 },
        new TokensJson("eyJhbGci…", "9f2c…", "bearer", 1800),
        new SessionJson(session, "Home assistant 2026.3", "192.0.2.7", then, true),
        new ChangesJson(session, 4, false, [message], [new(6, 2)], chat, 1),
        new SearchJson([message], null, true),
        new DoneJson("Message deleted"),
        new ProblemJson("urn:messenger:text_missing", "Unprocessable Entity", 422, "content: Write something first.",
            new Dictionary<string, string[]> { ["content"] = ["Write something first."] }),
        ann, message, chat,
    }.ToDictionary(example => example.GetType());

    public static JsonNode? Of(Type type) => all.TryGetValue(type, out var example) ? JsonSerializer.SerializeToNode(example, type, ApiJson.Json) : null;
}

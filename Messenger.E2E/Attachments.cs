using Messenger.Tests;
using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>What people attach.</summary>
static class Attachments
{
    public static FilePayload Photo { get; } = File("sea.jpg", "image/jpeg", Pictures.Jpeg(1200, 800));

    public static FilePayload Paper { get; } = File("plan.pdf", "application/pdf", [.. "%PDF-1.7\n"u8, 1]);

    public static FilePayload File(string name, string type, byte[] bytes) => new() { Name = name, MimeType = type, Buffer = bytes };
}

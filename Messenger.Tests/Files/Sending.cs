using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.AspNetCore.Http;

namespace Messenger.Tests;

/// <summary>A file as somebody sends it.</summary>
public sealed record Sent(string Name, byte[] Bytes, string ContentType = "application/octet-stream")
{
    /// <summary>Its name stands between the quotes as it is.</summary>
    public bool IsEscaped { get; init; }
}

/// <summary>Sending files as the form of a chat does, and finding where they are.</summary>
static partial class Sending
{
    public static async Task<HttpResponseMessage> SendAsync(this Browser who, int chat, string text, IEnumerable<Sent> files, Guid? clientId = null, string field = "files") =>
        await who.UploadAsync($"/chats/{chat}", [("text", text), ("client_id", $"{clientId ?? Guid.NewGuid()}")], files, field);

    /// <summary>Posts a form with files as a script would, with the token that its page has.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(
        this Browser who, string path, IEnumerable<(string Name, string Value)> fields, IEnumerable<Sent> files, string field, bool isScript = true)
    {
        // As browsers write names.
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        foreach (var file in files)
        {
            var part = new ByteArrayContent(file.Bytes);
            part.Headers.ContentType = MediaTypeHeaderValue.Parse(file.ContentType);
            // By hand: the client refuses the empty name that a browser sends for a field in which nothing was chosen.
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field}\"; filename=\"{(file.IsEscaped ? file.Name : file.Name.Replace("\\", "\\\\"))}\"");
            form.Add(part);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("X-XSRF-TOKEN", (await who.OpenAsync("/chats/new")).FindForm("/chats/direct")["__RequestVerificationToken"]!);
        if (isScript)
        {
            request.Headers.Add("HX-Request", "true");
        }

        return await who.SendAsync(request);
    }

    /// <summary>Sends one file and answers its address.</summary>
    public static async Task<string> SendAsync(this Browser who, int chat, string name, byte[] bytes)
    {
        using var answer = await who.SendAsync(chat, "", [new Sent(name, bytes)]);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, html);
        return AddressesIn(html).First();
    }

    /// <summary>A file as it arrives with a request, for verbs without a door.</summary>
    public static IFormFile Received(string name, byte[] bytes) => new FormFile(new MemoryStream(bytes), 0, bytes.Length, "files", name);

    /// <summary>A message with one file, without the form of a page.</summary>
    public static async Task<StoredFile> AttachAsync(this Server server, int who, int chat, string name, byte[] bytes)
    {
        var files = await server.DoAsync((Uploads uploads) => uploads.SaveAsync(who, chat, [Received(name, bytes)]));
        await server.DoAsync((Messages messages) => messages.PostAsync(who, chat, null, attached: files));
        return files[0];
    }

    /// <summary>Of the files that a piece of a page shows, in their order.</summary>
    public static IReadOnlyList<string> AddressesIn(string html) => [.. Address().Matches(html).Select(match => match.Value).Distinct()];

    public static Task<HttpResponseMessage> GetAsync(this Browser who, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return who.SendAsync(request);
    }

    public static Task<string> TextAsync(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static Task<byte[]> BytesAsync(this HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("/files/[0-9a-f]{32}")]
    private static partial Regex Address();
}

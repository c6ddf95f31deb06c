namespace Messenger.Tests;

/// <summary>The beginnings of files of each kind, enough to be told apart by.</summary>
static class SampleFiles
{
    /// <summary>By name, type as it must be told from the bytes, and whether a page may show it.</summary>
    public static readonly IReadOnlyDictionary<string, (byte[] Bytes, string Type, bool IsShown)> All = new Dictionary<string, (byte[], string, bool)>
    {
        ["photo.jpg"] = (Pictures.Jpeg(), "image/jpeg", true),
        ["drawing.png"] = (Pictures.Png(), "image/png", true),
        ["picture.webp"] = (Pictures.Webp(), "image/webp", true),
        ["old.gif"] = (Pictures.Gif(), "image/gif", true),
        ["film.mp4"] = ([0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isomiso2"u8], "video/mp4", true),
        ["film.mov"] = ([0, 0, 0, 20, .. "ftypqt  "u8, 0, 0, 0, 0], "video/quicktime", true),
        ["film.webm"] = ([0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84, .. "webm"u8], "video/webm", true),
        ["song.mp3"] = ([.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0], "audio/mpeg", true),
        ["frames.mp3"] = ([0xFF, 0xFB, 0x90, 0x64, 0, 0], "audio/mpeg", true),
        ["song.ogg"] = ([.. "OggS"u8, 0, 2, 0], "audio/ogg", true),
        ["song.wav"] = ([.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8], "audio/wav", true),
        ["song.m4a"] = ([0, 0, 0, 20, .. "ftypM4A "u8, 0, 0, 0, 0], "audio/mp4", true),
        ["song.flac"] = ([.. "fLaC"u8, 0, 0, 0, 34], "audio/flac", true),
        ["paper.pdf"] = ([.. "%PDF-1.7\n"u8, 0x80, 0x81], "application/pdf", false),
        ["notes.txt"] = ("Just words, и по-русски"u8.ToArray(), "text/plain", false),
        ["report.bin"] = ([0, 1, 2, 3, 4], "application/octet-stream", false),
        ["page.jpg"] = ("<!doctype html><script>alert(1)</script>"u8.ToArray(), "text/plain", false),
        ["page.html"] = ("<script>alert(1)</script>"u8.ToArray(), "text/plain", false),
        ["run.js"] = ("alert(1)"u8.ToArray(), "text/plain", false),
        ["setup.exe"] = ([(byte)'M', (byte)'Z', 0x90, 0, 3, 0, 0, 0], "application/octet-stream", false),
        ["drawing.svg"] = ("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray(), "text/plain", false),
        ["wide.txt"] = ([0xFF, 0xFE, (byte)'h', 0, (byte)'i', 0], "application/octet-stream", false),
        ["photo.heic"] = ([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0], "application/octet-stream", false),
    };

    public static byte[] Sample(string name) => All[name].Bytes;
}

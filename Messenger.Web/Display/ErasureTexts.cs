namespace Messenger.Web;

/// <summary>The words for what is erased after some days, and for what a shorter time of keeping would erase.</summary>
static class ErasureTexts
{
    public static string Kept(int days, Texts texts) => texts.Count(
        "What is older than {0} day is erased here for everybody: messages with their files, what they said before, reactions, reports of them, and calls.|What is older than {0} days is erased here for everybody: messages with their files, what they said before, reactions, reports of them, and calls.",
        days);

    public static string Of(ErasureEstimate erasure, string? days, Texts texts)
    {
        var count = texts.Count("{0:N0} message|{0:N0} messages", (int)erasure.Messages);
        var files = texts.Count("{0:N0} file|{0:N0} files", (int)erasure.Files);
        var what = erasure.Files == 0 ? count : texts["{0}, with {1} ({2})", count, files, FileDisplay.Size(erasure.Bytes, texts)];
        string[] sentences =
        [
            texts["What is older than {0} days is erased for everybody, now and from then on, and cannot be brought back: at this moment {1}.", days, what],
            erasure.Reports > 0 ? texts.Count("{0} report of them has not been looked at, and goes as well.|{0} reports of them have not been looked at, and go as well.", (int)erasure.Reports) : "",
            texts["Backups that were made before still have it."],
        ];
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }
}

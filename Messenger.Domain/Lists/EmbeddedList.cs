namespace Messenger.Domain;

/// <summary>The lists of others that come with the program, as <c>Lists/renew</c> wrote them.</summary>
static class EmbeddedList
{
    public static string[] Read(string name)
    {
        using var stream = typeof(EmbeddedList).Assembly.GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }
}

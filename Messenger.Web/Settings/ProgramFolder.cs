namespace Messenger.Web;

/// <summary>
/// The folder where the program lies, and with it its settings and, unless they say otherwise, its data:
/// the one it was published to, or its project, while it runs from what a build made of that
/// (bin/Release/net10.0). From where it was started makes no difference.
/// </summary>
static class ProgramFolder
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    static string Find(string program)
    {
        var project = System.IO.Path.GetFullPath("../../..", program);
        return File.Exists(System.IO.Path.Combine(project, "Messenger.Web.csproj")) ? project : program;
    }
}

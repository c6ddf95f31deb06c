namespace Messenger.Domain;

/// <summary>All who are in a group, mentioned at once: @all, or @все.</summary>
public static class Everybody
{
    /// <summary>Among the ids of who is mentioned; nobody has it.</summary>
    public const int Id = 0;

    /// <summary>As many may call each other together; where there are more, the admins may.</summary>
    public const int SmallGroup = 20;

    public static readonly IReadOnlyList<string> Names = ["all", "все"];

    /// <summary>Whether somebody may mention all at once. For whoever may not, it is a word like any other.</summary>
    public static bool MayBeMentioned(bool isGroup, Role role, int members) => isGroup && (role is Role.Admin or Role.Owner || members <= SmallGroup);

    public static bool IsCalled(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}

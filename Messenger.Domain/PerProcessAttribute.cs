namespace Messenger.Domain;

/// <summary>
/// Marks what knows something that another node does not, and that is not in the database: with several nodes it needs what is
/// named here. Caches are not marked: they are right on every node, because what is kept is kept under its version.
/// </summary>
/// <param name="acrossNodes">What takes its place, or why it may stay as it is.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PerProcessAttribute(string acrossNodes) : Attribute
{
    public string AcrossNodes => acrossNodes;
}

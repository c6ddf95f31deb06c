namespace Messenger.Web;

/// <summary>What the files of a form are for.</summary>
public enum Purpose
{
    Message,
    Portrait,
    GroupPortrait,
}

/// <summary>A door that takes files: its forms may be larger than what people type, and it says who may send them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute(Purpose purpose) : Attribute
{
    public Purpose Purpose => purpose;
}

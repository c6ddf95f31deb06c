namespace Messenger.Web;

/// <summary>What the files of a form are for.</summary>
public enum UploadKind
{
    Message,
    Avatar,
    GroupAvatar,
}

/// <summary>A door that takes files: its forms may be larger than what people type, and it says who may send them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AcceptsUploadAttribute(UploadKind uploadKind) : Attribute
{
    public UploadKind Kind => uploadKind;
}

namespace Messenger.Web;

/// <summary>
/// The sender's own id of a message: a UUID in any form that <see cref="Guid.TryParse(string, out Guid)"/> takes, in forms, headers and
/// frames. A JSON body is stricter, by its reader: 8-4-4-4-12 digits (RFC 9562, 4).
/// </summary>
static class ClientIds
{
    /// <summary>Nothing typed is none. Passing over what is no UUID would make trying again post twice.</summary>
    public static Guid? Read(string? typed) => string.IsNullOrEmpty(typed) ? null
        : Find(typed) ?? throw Refused.Invalid("client_id_odd", "client_id is a UUID.", "client_id");

    public static Guid? Find(string typed) => Guid.TryParse(typed, out var id) ? id : null;
}

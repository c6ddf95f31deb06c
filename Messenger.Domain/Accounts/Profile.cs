namespace Messenger.Domain;

/// <param name="Avatar">Null, or the one there is: others come by uploading a picture.</param>
public sealed record Profile(string? FullName, string? Status, string? Phone, string? Avatar);

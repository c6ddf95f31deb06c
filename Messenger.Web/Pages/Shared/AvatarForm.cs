namespace Messenger.Web.Pages;

/// <summary>The form that gives somebody or something a picture.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="IsThere">There is one that could be taken away.</param>
public sealed record AvatarForm(string Action, bool IsThere);

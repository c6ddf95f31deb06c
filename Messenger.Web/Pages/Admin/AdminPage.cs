namespace Messenger.Web.Pages;

/// <summary>A page for admins, who see it as an <see cref="AdminFilter"/> lets them.</summary>
public abstract class AdminPage : AppPage
{
    public Actor Actor => Actor.Of(Me);
}

namespace Messenger.Web.Pages;

/// <summary>A page that only acts: there is nothing at its address to look at.</summary>
public abstract class ActionPage : AppPage
{
    protected sealed override bool HasForm => false;
}

namespace Messenger.Web.Pages;

/// <summary>The page that tries what a call needs, one by one, each with a sentence on what to do.</summary>
public sealed class CallTestModel : AppPage;

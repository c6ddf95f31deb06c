namespace Messenger.Web.Pages;

/// <summary>What a call needs, tried one by one, each with a sentence on what to do.</summary>
public sealed class CallTestModel : AppPage;

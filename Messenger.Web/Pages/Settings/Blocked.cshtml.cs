namespace Messenger.Web.Pages;

/// <summary>The page of whom I have blocked.</summary>
public sealed class BlockedModel(Blocks blocks) : AppPage
{
    public IReadOnlyList<PersonView> People { get; private set; } = [];

    protected override async Task LoadAsync() => People = await blocks.ListAsync(Me.Id);
}

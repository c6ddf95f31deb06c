namespace Messenger.Web.Pages;

/// <summary>The page of what files take, by kind and by person.</summary>
public sealed class StorageModel(StorageUse use) : AdminPage
{
    public StorageView Use { get; private set; } = null!;

    protected override async Task LoadAsync() => Use = await use.GetAsync(Actor);
}

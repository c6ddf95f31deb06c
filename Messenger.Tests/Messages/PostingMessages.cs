using Messenger.Domain;

namespace Messenger.Tests;

public sealed class PostingMessages : World
{
    [Fact]
    public async Task Everybody_in_the_chat_hears_it()
    {
        var hello = await Says(Ann, "Hello");

        var said = Said<MessagePosted>();
        Assert.Equal(hello, said.Message);
        await HeardBy(said, Ann, Bob);
    }
}

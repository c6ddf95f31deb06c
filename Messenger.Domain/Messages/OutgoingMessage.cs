namespace Messenger.Domain;

/// <summary>A message on its way into the database, with everything that is told of it once it is there.</summary>
/// <param name="MembershipVersion">Of the members that its sender was checked against.</param>
/// <param name="Origin">Who wrote first what is forwarded.</param>
public sealed record OutgoingMessage(Message Message, int MembershipVersion, PersonView Author, QuoteView? Quote, OriginView? Origin = null)
{
    /// <summary>As it is seen, once it is committed: before that it has no numbers.</summary>
    public MessageView View => field ??= MessageRows.View(Message, Author, Quote) with { Origin = Origin };

    /// <summary>Says that it is committed.</summary>
    public void Announce(IEventBus bus) => bus.Publish(new MessagePosted(new Delivery.Members(Message.ChatId, MembershipVersion), View));
}

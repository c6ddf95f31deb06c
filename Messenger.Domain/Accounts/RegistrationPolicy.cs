namespace Messenger.Domain;

/// <summary>Whether anybody may make an account. The first one may always be made: it is the admin's.</summary>
public sealed record RegistrationPolicy(bool IsOpen)
{
    /// <summary>For whoever comes while somebody, or nobody yet, has an account.</summary>
    public Registration Of(bool isFirst) => isFirst ? Registration.First : IsOpen ? Registration.Open : Registration.Closed;
}

/// <summary>What registering would be now.</summary>
public enum Registration
{
    Open,
    First,
    Closed,
}

namespace Messenger.Domain;

/// <summary>
/// The protection of keys of second factors from who has the database alone; whose they are is part of it, so none opens
/// another's account.
/// </summary>
public sealed record KeyProtection(Func<int, byte[], byte[]> Protect, Func<int, byte[], byte[]> Unprotect);

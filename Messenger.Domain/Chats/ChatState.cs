using System.Data.Common;

namespace Messenger.Domain;

/// <summary>
/// How a chat is and how its reader stands to it, in the one row that every reading begins with: it is the authorisation, and what
/// was kept of the chat is good as long as these numbers are the same.
/// </summary>
/// <param name="PeopleVersion">Moves when anything in anybody's profile does.</param>
public sealed record ChatState(long Revision, int ReadSequence, int LastSequence, int PeopleVersion)
{
    internal static ChatState Read(DbDataReader row) => new(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3));
}

using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Where tests of groups take place: what Ann, who owns them, and others do with who is in.</summary>
public abstract class GroupWorld : World
{
    protected Task Add(int group, int who) => Do((Members m) => m.AddAsync(Ann, group, who));

    protected Task Remove(int me, int group, int who) => Do((Members m) => m.RemoveAsync(me, group, who));

    protected Task Leave(int who, int group) => Do((Members m) => m.LeaveAsync(who, group));

    protected Task Become(int group, int who, Role role) => Do((Members m) => m.ChangeRoleAsync(Ann, group, who, role));

    protected async Task<IEnumerable<(int, Role)>> Roles(int group, int me = Ann) =>
        (await Do((Members m) => m.ListAsync(me, group))).Select(m => (m.Person.Id, m.Role)).OrderBy(m => m.Id);
}

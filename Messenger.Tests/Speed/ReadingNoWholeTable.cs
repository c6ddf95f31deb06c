using Messenger.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>What everybody does at each log-in, and with each invitation, takes as long with a million accounts and messages as with three.</summary>
public sealed class ReadingNoWholeTable : World
{
    [Fact]
    public async Task Logging_in_finds_people_and_sessions_by_their_indexes()
    {
        await Do((Sessions s) => s.StartAsync(Bob, "Browser", "::1"));

        var plans = await Do(async (IServiceProvider scope) =>
        {
            using var asked = new AskedStatements(scope.GetRequiredService<MessengerDb>());
            var bob = await scope.GetRequiredService<Accounts>().LogInAsync("bob", Password);
            await scope.GetRequiredService<LogIns>().EnterAsync(bob, null, new Visit("Another browser", "::1", SessionKind.Browser, IsKnown: false));
            return (Users: await asked.PlanAsync("users"), Sessions: await asked.PlanAsync("sessions"));
        });

        Assert.Contains(plans.Users, line => line.Contains("ix_users_normalized_username"));
        Assert.Contains(plans.Users, line => line.Contains("ix_users_hashed_password"));
        Assert.DoesNotContain(plans.Users, ReadsAll);
        Assert.Contains(plans.Sessions, line => line.Contains("ix_sessions_user_id"));
        Assert.DoesNotContain(plans.Sessions, ReadsAll);
    }

    [Fact]
    public async Task Joining_a_group_by_an_invitation_reads_only_lines_about_who_comes()
    {
        var group = await Group(Bob);
        await Says(Bob, "What was said here is read by nobody who comes", group);
        var invitation = await Do((Invitations i) => i.CreateForGroupAsync(Ann, group, new InvitationWish()));

        var plans = await Do(async (IServiceProvider scope) =>
        {
            using var asked = new AskedStatements(scope.GetRequiredService<MessengerDb>());
            await scope.GetRequiredService<Invitations>().JoinAsync(Eve, invitation.Secret);
            return (Messages: await asked.PlanAsync("messages"), Invitations: await asked.PlanAsync("invitations"), Members: await asked.PlanAsync("chat_participants"));
        });

        Assert.Contains(plans.Messages, line => line.Contains("ix_messages_subject_id"));
        Assert.DoesNotContain(plans.Messages, line => line.Contains("ix_messages_chat_id"));
        Assert.All([.. plans.Messages, .. plans.Invitations, .. plans.Members], line => Assert.False(ReadsAll(line), line));
    }

    // Of the index of what was imported a log-in reads the first row, and there is mostly none.
    static bool ReadsAll(string line) => line.Contains("Seq Scan") || line.StartsWith("SCAN ") && !line.Contains("CONSTANT ROW") && !line.Contains("ix_users_hashed_password");
}

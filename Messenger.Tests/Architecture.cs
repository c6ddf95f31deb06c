using System.Reflection;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What is absent, and stays so (ARCHITECTURE.md, Invariants).</summary>
[RunsOnce]
public sealed class Architecture
{
    static readonly Assembly domain = typeof(Messages).Assembly;

    // Those who ask without being somebody yet, and those who ask for the house and not for a person.
    static readonly string[] withoutMe =
    [
        "Accounts.RegistrationAsync", "Accounts.RegisterAsync", "Accounts.LogInAsync", "Accounts.FindAmongAsync", "Accounts.FindProvenAsync", // make somebody of a stranger
        "Invitations.FindAsync", // whoever has the secret may still be a stranger
        "Sessions.StartAsync", "Sessions.FindAsync", // before and after it: whose is this session?
        "RefreshTokens.BeginAsync", "RefreshTokens.UseAsync", // the token says who
        "Accounts.ForgotAsync", "Accounts.ResetAsync", "Accounts.VerifyAsync", // by a link in a mail
        "SecondFactors.IsOnAsync", "SafetyMails.FindReceiverAsync", // before the session, for who mails
        "PersonalTokens.FindAsync", // whose is this token?
        "Jobs.ClaimAsync", "Jobs.EndAsync", // for those who do the work
        "StoredKeys.AddAsync", "StoredKeys.DeleteAsync", // for all nodes together
        "Leases.TakeAsync", "Leases.IsTakenAsync", "Leases.GiveBackAsync", // for nodes
        "OrphanedFiles.DueAsync", "OrphanedFiles.ForgetAsync", "OrphanedFiles.UnknownAsync", "OrphanedFiles.UnknownAvatarsAsync", "OrphanedFiles.FreeBytesAsync", // for who sweeps
        "Chats.AudienceAsync", "DetailedChats.ForAllAsync", "Sessions.LiveAsync", // for those who deliver events and hold sockets open
        "MissedChanges.GetChatsAsync", "MissedChanges.GetMessagesAsync", "MissedChanges.FindGroupAsync", "MissedChanges.GetPinnedAsync", // for nodes that look for what they were not told
        "Departures.DueAsync", "Departures.FinishAsync", // for who makes them final
        "Retention.EraseNextAsync", "Retention.EraseCallsAsync", // for who erases what is old
        "OriginalImport.RunAsync", // for who moves here, before anybody talks
        "SearchIndexer.GetProgressAsync", "SearchIndexer.AddNextAsync", // for who fills the index
        "SharedTries.TakeAsync", "SharedTries.GiveBackAsync", // whoever tries is still a stranger
        "StaleCalls.EndAsync", "CallChanges.SettleAsync", // nobody picked up, nobody is in it
        "CallLeases.RenewProgramsAsync", "CallLeases.RenewAllAsync", // for who holds the lines of programs
        "PushSubscriptions.ForgetAsync", "Pushes.AddJobsAsync", "Pushes.ForMessagesAsync", "Pushes.ForCallAsync", // for who notifies
        "PostgresCheck.TakesWritesAsync", "PostgresCheck.GetSizeAsync", "PostgresCheck.FindTimeAsync", "Replica.GetDelayAsync", // for who looks after the process
    ];

    static readonly List<MethodInfo> verbs = [.. domain.GetExportedTypes()
        .Where(type => type.GetConstructors().Any(made => made.GetParameters().Any(part => part.ParameterType == typeof(MessengerDb) || part.ParameterType == typeof(ILookups))))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => !method.Name.StartsWith("add_") && !method.Name.StartsWith("remove_"))];

    [Fact]
    public void The_domain_knows_no_HTTP_no_pages_and_no_sockets() =>
        Assert.DoesNotContain(domain.GetReferencedAssemblies().Select(assembly => assembly.Name!), IsADoor);

    [Fact]
    public void Every_verb_takes_me_first() => Assert.Equal(withoutMe.Order(), verbs.Where(verb => !TakesMe(verb)).Select(Name).Distinct().Order());

    [Fact]
    public void Every_verb_waits() => Assert.All(verbs, verb => Assert.True(
        verb.Name.EndsWith("Async") && verb.ReturnType.IsAssignableTo(typeof(Task)), Name(verb)));

    [Fact]
    public void Verbs_show_views_and_no_entities_but_for_those_that_begin_something() =>
        Assert.Equal(["Accounts.FindProvenAsync", "Accounts.LogInAsync", "Accounts.RegisterAsync", "Files.AddAsync", "Files.OpenAsync", "RefreshTokens.UseAsync", "Reports.OpenFileAsync", "Sessions.StartAsync"],
            verbs.Where(verb => verb.ReturnType.GenericTypeArguments.Any(IsEntity)).Select(Name).Distinct().Order());

    [Fact]
    public void There_is_one_namespace() => Assert.Equal(["Messenger.Domain"],
        domain.GetExportedTypes().Where(type => !type.FullName!.Contains("Migrations")).Select(type => type.Namespace!).Distinct());

    // Identity's stores are about keeping people, and sockets are how a database that is away says so.
    static bool IsADoor(string assembly) => assembly.StartsWith("Microsoft.AspNetCore") && !assembly.Contains("Identity")
        || assembly.StartsWith("System.Net.Http") || assembly.StartsWith("System.Net.WebSockets") || assembly.Contains("Redis")
        || assembly.StartsWith("Messenger.");

    static bool TakesMe(MethodInfo verb) => verb.GetParameters() is [{ Name: "me" } me, ..]
        && (me.ParameterType == typeof(int) || me.ParameterType == typeof(Me) || me.ParameterType == typeof(Actor));

    static bool IsEntity(Type type) => typeof(MessengerDb).GetProperties()
        .Any(set => set.PropertyType.GenericTypeArguments.Contains(type.GenericTypeArguments.FirstOrDefault() ?? type));

    static string Name(MethodInfo verb) => $"{verb.DeclaringType!.Name}.{verb.Name}";
}

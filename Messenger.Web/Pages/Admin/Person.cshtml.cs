using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The acts that can be done to a person.</summary>
public enum PersonAct
{
    None,
    EndSessions,
    SendPasswordReset,
    ResetSecondStep,
    Activate,
    Deactivate,
    MakeAdmin,
    UnmakeAdmin,
    Delete,
}

/// <summary>The page of one account, and of what an admin does with it.</summary>
[RateLimit(Limit.Start)]
public sealed class ManagedPersonModel(ManagedPeople people, SecondFactors factors, TimeProvider time) : AdminPage
{
    [FromRoute]
    public int UserId { get; set; }

    public ManagedPerson Shown { get; private set; } = null!;

    /// <summary>Nothing can be done here any more.</summary>
    public bool IsGone => Shown.Person.IsDeleted || Shown.LeavesAt <= time.GetUtcNow();

    public async Task<IActionResult> OnPostAsync(PersonAct act, bool messages)
    {
        await (act switch
        {
            PersonAct.EndSessions => people.EndSessionsAsync(Actor, UserId),
            PersonAct.SendPasswordReset => people.SendPasswordResetAsync(Actor, UserId),
            PersonAct.ResetSecondStep => factors.ResetAsync(Actor, UserId),
            PersonAct.Activate => people.ActivateAsync(Actor, UserId),
            PersonAct.Deactivate => people.DeactivateAsync(Actor, UserId),
            PersonAct.MakeAdmin => people.MakeAdminAsync(Actor, UserId),
            PersonAct.UnmakeAdmin => people.UnmakeAdminAsync(Actor, UserId),
            PersonAct.Delete => people.DeleteAsync(Actor, UserId, messages),
            _ => throw Refused.NotFound(),
        });
        // Whoever did it to himself may see no more of this.
        var isOver = UserId == Me.Id && act is PersonAct.Deactivate or PersonAct.UnmakeAdmin or PersonAct.EndSessions or PersonAct.Delete;
        return LocalRedirect(isOver ? "/" : $"/admin/people/{UserId}?saved=true");
    }

    protected override async Task LoadAsync() => Shown = await people.OneAsync(Actor, UserId);
}

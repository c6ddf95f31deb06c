using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Messenger.Web.Pages;

/// <summary>
/// Lets handlers that read have values from the query, and those that change something from the form and the route only: an address that
/// somebody else made must not fill in a form.
/// </summary>
sealed class ReadingQueryValueProviderFactory : IValueProviderFactory
{
    readonly QueryStringValueProviderFactory query = new();

    public Task CreateValueProviderAsync(ValueProviderFactoryContext context) =>
        context.ActionContext.HttpContext.Request.Method is "GET" or "HEAD" ? query.CreateValueProviderAsync(context) : Task.CompletedTask;
}

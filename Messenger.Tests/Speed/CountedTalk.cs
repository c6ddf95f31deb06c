using Messenger.Domain;
using Messenger.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>What its server asks the database for a request is counted.</summary>
public sealed class CountedTalk : Talk
{
    public ReadStatements Statements => field ??= (ReadStatements)DoAsync((ILookups lookups) => Task.FromResult(lookups)).Result;

    protected override void Add(IServiceCollection services)
    {
        // It would go through so many messages meanwhile.
        services.Remove(services.Single(service => service.ImplementationType == typeof(SearchIndexWorker)));
        var request = new HttpContextAccessor();
        var plain = services.Last(service => service.ServiceType == typeof(ILookups));
        services.AddSingleton<ILookups>(provider => new ReadStatements(
            plain.ImplementationFactory?.Invoke(provider) as ILookups ?? (ILookups)ActivatorUtilities.CreateInstance(provider, plain.ImplementationType!),
            () => request.HttpContext is not null));
    }
}

namespace Messenger.Web;

/// <summary>Sets up the doing of jobs. What does them is registered where it belongs, as an <see cref="IJobHandler"/>.</summary>
static class JobServices
{
    public static void AddJobs(this WebApplicationBuilder builder) =>
        builder.Services.AddHostedService<JobLanes>().AddHostedService<UnknownJobReporter>();
}

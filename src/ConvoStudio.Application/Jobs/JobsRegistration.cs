using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Jobs;

public static class JobsRegistration
{
    /// <summary>Features add their <see cref="IJobHandler"/>s.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) =>
        services.AddSingleton<JobService>().AddHostedService<JobWorker>();
}

using ConvoStudio.Application.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Outcomes;

public static class OutcomesRegistration
{
    /// <summary>Late outcomes; needs persistence, jobs, imports (their limits) and the live studio.</summary>
    public static IServiceCollection AddOutcomes(this IServiceCollection services) => services
        .AddSingleton<LateOutcomes>().AddSingleton<OutcomeBatchService>().AddSingleton<OutcomeUploadService>().AddSingleton<IJobHandler, OutcomeUploadJob>();
}

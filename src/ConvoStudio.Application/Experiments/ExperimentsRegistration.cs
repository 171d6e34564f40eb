using ConvoStudio.Application.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Experiments;

public static class ExperimentsRegistration
{
    public static IServiceCollection AddExperiments(this IServiceCollection services) => services.AddSingleton<ExperimentService>().AddSingleton<ExperimentChanges>().AddSingleton<LaunchChecklist>()
        .AddSingleton<LaunchReview>().AddSingleton<PastTraffic>()
        .AddSingleton<TrafficSimulations>().AddSingleton<IJobHandler, TrafficSimulationJob>();
}

using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Studios;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Experiments;

public static class ExperimentsRegistration
{
    public static IServiceCollection AddExperiments(this IServiceCollection services) => services
        .AddSingleton<ExperimentService>().AddSingleton<ExperimentChanges>().AddSingleton<LaunchChecklist>()
        .AddSingleton<LaunchReview>().AddSingleton<HoldoutService>().AddSingleton<PastTraffic>().AddSingleton<SegmentService>()
        .AddSingleton<TrafficSimulations>().AddSingleton<IJobHandler, TrafficSimulationJob>();

    /// <summary>What steers experiments of the live studio.</summary>
    public static IServiceCollection AddLiveExperiments(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<Studio>().Guardrails).AddSingleton<GuardrailActions>().AddHostedService<ExperimentWorker>();
}

using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Studios;

public static class StudiosRegistration
{
    /// <summary>The live studio on log.db, with its workers. Features that a page or an endpoint needs are taken from <see cref="Studio"/>.</summary>
    public static IServiceCollection AddLiveStudio(this IServiceCollection services)
    {
        services.AddSingleton<IDecisionLog>(provider => SqliteDecisionLog.Open(
            new LogOptions { Path = provider.GetRequiredService<DataFolder>().LogDatabase }, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IProtectedStore, StudioProtectedStore>();
        services.AddSingleton<IIdSource, ClockIdSource>();
        services.AddSingleton(Open);
        services.AddSingleton<IConfigurations>(provider => provider.GetRequiredService<Studio>().Configurations);
        services.AddSingleton<IMetricsFeed>(provider => provider.GetRequiredService<Studio>().Metrics);
        services.AddSingleton<TrafficFold>().AddSingleton<ExperimentHealth>().AddSingleton<ExposureHealth>().AddHostedService<TrafficWorker>();
        services.AddHostedService<StudioWorker>();
        services.AddLiveExperiments();
        services.AddLiveRules();
        return services;
    }

    // Opening folds the log, which is asynchronous; a container makes its singletons synchronously. It happens once, at start, on no one's request.
    private static Studio Open(IServiceProvider provider) => Studio.OpenAsync(new StudioParts(
        provider.GetRequiredService<IDecisionLog>(), LogSource.Live, provider.GetRequiredService<IProtectedStore>(),
        provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>())).GetAwaiter().GetResult();
}

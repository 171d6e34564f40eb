using ConvoStudio.Application.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Simulations;

public static class SimulationsRegistration
{
    public static IServiceCollection AddSimulations(this IServiceCollection services)
    {
        services.AddSingleton<ImportedSamples>();
        services.AddSingleton<RehearsalBottles>().AddSingleton<Sandbox>();
        services.AddSingleton<RehearsalService>();
        services.AddSingleton<IJobHandler, RehearsalJob>();
        return services;
    }
}

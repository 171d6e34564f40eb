using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Definitions;

public static class DefinitionsRegistration
{
    /// <summary>Needs persistence and playbooks.</summary>
    public static IServiceCollection AddDefinitions(this IServiceCollection services) => services
        .AddSingleton<DefinitionService>().AddSingleton<HistoryService>();
}

using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Definitions;
using ConvoStudio.Application.Products;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Playbooks;

public static class PlaybooksRegistration
{
    /// <summary>Needs persistence and the outbox.</summary>
    public static IServiceCollection AddPlaybooks(this IServiceCollection services) => services
        .AddSingleton<ConfigurationChanges>().AddSingleton<PlaybookService>().AddSingleton<ActionService>()
        .AddSingleton<ProductService>().AddSingleton<FactService>().AddCompliance().AddDefinitions();
}

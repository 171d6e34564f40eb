using ConvoStudio.Application.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Imports;

public static class ImportsRegistration
{
    /// <summary>Needs persistence, jobs, playbooks, an <see cref="Log.IDecisionLog"/> and an <see cref="Configurations.IConfigurations"/>.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ImportOptions>().Bind(configuration.GetSection(ImportOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ImportService>();
        services.AddSingleton<CsvImportService>();
        services.AddSingleton<ImportUndo>();
        services.AddSingleton<IJobHandler, ImportJob>();
        services.AddSingleton<PlaybookFromImport>();
        services.AddSingleton<IJobHandler, PlaybookFromImportJob>();
        return services;
    }
}

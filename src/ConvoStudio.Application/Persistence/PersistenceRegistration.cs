using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvoStudio.Application.Persistence;

public static class PersistenceRegistration
{
    /// <summary>Environment variable (or setting) of the data folder; then <c>Storage:DataFolder</c>; then <c>data</c> beside the process.</summary>
    public const string DataFolderVariable = "CONVOSTUDIO_DATA_DIR";

    /// <summary>studio.db, the data folder, and the audit of every save. A context may be scoped (Identity's stores) or made for one operation.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new DataFolder(FirstText(configuration[DataFolderVariable], configuration["Storage:DataFolder"], "data")));
        services.AddSingleton<AuditInterceptor>();
        services.AddDbContextFactory<StudioDbContext>((provider, options) => options
            .UseSqlite(StudioDatabase.ConnectionString(provider.GetRequiredService<DataFolder>().StudioDatabase))
            .AddInterceptors(provider.GetRequiredService<AuditInterceptor>()));
        services.AddSingleton<StudioDatabase>();
        services.AddSingleton<AuditService>();
        return services;
    }

    private static string FirstText(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrWhiteSpace(candidate))
                return candidate;
        }

        throw new ArgumentException("No data folder is named.", nameof(candidates));
    }
}

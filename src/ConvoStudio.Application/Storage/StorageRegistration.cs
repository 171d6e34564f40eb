using ConvoStudio.Application.Backups;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Storage;

public static class StorageRegistration
{
    /// <summary>What is kept, for how long, and its copy: storage, retention, backups.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSingleton(provider => new LogInspection(provider.GetRequiredService<DataFolder>().LogDatabase));
        services.AddSingleton<StorageMeter>().AddHostedService<StorageWorker>();
        services.AddSingleton<BackupService>().AddSingleton<IJobHandler, BackupJob>();
        services.AddSingleton<RetentionService>().AddSingleton<IJobHandler, RetentionJob>().AddHostedService<RetentionWorker>();
        services.AddSingleton<IRetentionRule, CheckpointRetention>();
        services.AddSingleton<IRetentionRule, RehearsalRetention>();
        services.AddSingleton<IRetentionRule, UploadRetention>();
        services.AddSingleton<IRetentionRule, TextRetention>();
        services.AddSingleton<IRetentionRule, JobRetention>();
        services.AddSingleton<IRetentionRule, BackupRetention>();
        return services;
    }
}

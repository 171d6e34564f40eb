using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Outbox;

public static class OutboxRegistration
{
    /// <summary>Needs an <see cref="Configurations.IConfigurations"/>.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services) =>
        services.AddSingleton<OutboxDispatcher>().AddHostedService<OutboxWorker>();
}

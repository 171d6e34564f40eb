using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Notifications;

public static class NotificationsRegistration
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services.AddSingleton<ReadMarkService>();
}

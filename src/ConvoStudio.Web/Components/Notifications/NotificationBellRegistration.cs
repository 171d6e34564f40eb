namespace ConvoStudio.Web.Components.Notifications;

/// <summary>The bell of the top bar.</summary>
public static class NotificationBellRegistration
{
    public static IServiceCollection AddNotificationBell(this IServiceCollection services) => services.AddScoped<NotificationFeed>();
}

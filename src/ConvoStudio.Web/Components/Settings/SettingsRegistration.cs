using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Layout;

namespace ConvoStudio.Web.Components.Settings;

/// <summary>The system page.</summary>
public static class SettingsRegistration
{
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddNavigation(NavigationItem.For<SystemPage>(NavigationGroup.Record, "System", Icon.Settings, order: 60));
        return services;
    }
}

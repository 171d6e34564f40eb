using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Components.Layout;
using ConvoStudio.Web.Components.Notifications;
using ConvoStudio.Web.Components.Palette;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Components.Samples;
using ConvoStudio.Web.Components.Settings;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;

namespace ConvoStudio.Web.Components;

/// <summary>The pages people see.</summary>
public static class ConsoleExtensions
{
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddProblemDetails();
        services.AddLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents(ConfigureCircuits);
        services.AddMudServices();
        services.AddScoped<Notices>();
        services.AddScoped<LiveConnection>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<LiveConnection>());
        services.AddScoped<ThemeState>();
        services.AddScoped<NavigationMenu>();
        services.AddNavigation(NavigationItem.For<HomePage>(NavigationGroup.Home, "NavHome", Icon.Home));
        services.AddPlaybookPages();
        services.AddLivePages();
        services.AddPalette();
        services.AddHome();
        services.AddNotificationBell();
        services.AddSettings();
        services.AddSamplePages();
    }

    // A console is used by tens of people, and an open page takes a megabyte or two: fifty lost circuits cost at most a hundred. Five minutes cover a walk
    // between two networks. After that the state that was asked to be kept waits, a few kilobytes each, as long as a working day: Continue, or a reload, brings it back.
    private static void ConfigureCircuits(CircuitOptions circuits)
    {
        circuits.DetailedErrors = false;
        circuits.DisconnectedCircuitMaxRetained = 50;
        circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
        circuits.PersistedCircuitInMemoryMaxRetained = 500;
        circuits.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromHours(10);
    }

    /// <summary>Adds a page to the navigation. It is shown to those whom the page's own <c>[Authorize]</c> lets in.</summary>
    public static void AddNavigation(this IServiceCollection services, NavigationItem item) => services.AddSingleton(item);

    public static void MapConsole(this WebApplication app)
    {
        app.MapPlaybookFiles();
        app.MapBackups();
        app.MapConversationExports();
        app.MapRazorComponents<App>()
            // Its own frame policy would stand in the way of the stricter one every answer gets.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}

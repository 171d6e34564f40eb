using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Components.Layout;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Components.Samples;
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
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddScoped<Notices>();
        services.AddScoped<ThemeState>();
        services.AddScoped<NavigationMenu>();
        services.AddNavigation(NavigationItem.For<HomePage>(NavigationGroup.Home, "NavHome", Icon.Home));
        services.AddPlaybookPages();
        services.AddLivePages();
        services.AddSamplePages();
    }

    /// <summary>Adds a page to the navigation. It is shown to those whom the page's own <c>[Authorize]</c> lets in.</summary>
    public static void AddNavigation(this IServiceCollection services, NavigationItem item) => services.AddSingleton(item);

    public static void MapConsole(this WebApplication app)
    {
        app.MapPlaybookFiles();
        app.MapRazorComponents<App>()
            // Its own frame policy would stand in the way of the stricter one every answer gets.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}

using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Actions;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Imports;
using ConvoStudio.Web.Components.Layout;
using Microsoft.AspNetCore.Components.Web;

namespace ConvoStudio.Web.Components.Playbooks;

/// <summary>What the pages about playbooks and their data need, and their places in the navigation.</summary>
public static class PlaybookPagesRegistration
{
    public static IServiceCollection AddPlaybookPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<PageActor>();
        services.AddScoped<CurrentPlaybook>();
        services.AddRazorComponents().RegisterPersistentService<CurrentPlaybook>(RenderMode.InteractiveServer);
        services.AddNavigation(NavigationItem.For<ActionsPage>(NavigationGroup.Define, "Actions", Icon.Action, order: 10));
        services.AddNavigation(NavigationItem.For<ImportsPage>(NavigationGroup.Record, "Imports", Icon.Import, order: 10));
        return services;
    }

    /// <summary>Files the pages hand out.</summary>
    public static void MapPlaybookFiles(this IEndpointRouteBuilder app) => app.MapLeftOut();
}

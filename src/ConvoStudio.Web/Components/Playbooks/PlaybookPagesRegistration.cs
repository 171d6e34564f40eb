using ConvoStudio.Web.Auth;
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
        return services;
    }
}

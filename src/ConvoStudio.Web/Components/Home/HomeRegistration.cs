using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Compliance;

namespace ConvoStudio.Web.Components.Home;

/// <summary>The home page and the counts of the navigation.</summary>
public static class HomeRegistration
{
    public static IServiceCollection AddHome(this IServiceCollection services)
    {
        services.AddScoped<HomeItems>();
        services.AddScoped<IHomeSource, WorkWaiting>();
        services.AddScoped<IHomeSource, RulesWaiting>();
        services.AddScoped<IHomeSource, RulesUnwell>();
        services.AddScoped<IHomeSource, StudioHealth>();
        services.AddSingleton(new HomeRoad("import", UseCase.ImportConversations, "RoadImport", Icon.Import, "/imports/new", Order: 20));
        services.AddSingleton(new HomeRoad("playbook", UseCase.CreatePlaybook, "RoadPlaybook", Icon.TalkTrack, "/playbooks/new", Order: 30));
        return services;
    }
}

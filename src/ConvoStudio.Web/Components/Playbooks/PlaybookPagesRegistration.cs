using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Actions;
using ConvoStudio.Web.Components.Audits;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Compliance;
using ConvoStudio.Web.Components.Facts;
using ConvoStudio.Web.Components.Imports;
using ConvoStudio.Web.Components.Jobs;
using ConvoStudio.Web.Components.Keys;
using ConvoStudio.Web.Components.Layout;
using ConvoStudio.Web.Components.Outcomes;
using ConvoStudio.Web.Components.People;
using ConvoStudio.Web.Components.Products;
using ConvoStudio.Web.Components.Rewards;
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
        services.AddSingleton<PeopleService>();
        services.AddRazorComponents().RegisterPersistentService<CurrentPlaybook>(RenderMode.InteractiveServer);
        services.AddNavigation(NavigationItem.For<ProductsPage>(NavigationGroup.Define, "Products", Icon.Product, order: 5));
        services.AddNavigation(NavigationItem.For<ActionsPage>(NavigationGroup.Define, "Actions", Icon.Action, order: 10));
        services.AddNavigation(NavigationItem.For<FactsPage>(NavigationGroup.Define, "Facts", Icon.Fact, order: 20));
        services.AddNavigation(NavigationItem.For<PlaybookHeadPage>(NavigationGroup.Define, "Playbook", Icon.Settings, order: 90));
        services.AddNavigation(NavigationItem.For<RulesPage>(NavigationGroup.Protect, "Rules", Icon.Rule, order: 10));
        services.AddNavigation(NavigationItem.For<ParityPage>(NavigationGroup.Protect, "Parity", Icon.Parity, order: 20));
        services.AddNavigation(NavigationItem.For<RewardPage>(NavigationGroup.Learn, "Reward", Icon.Reward, order: 30));
        services.AddNavigation(NavigationItem.For<ImportsPage>(NavigationGroup.Record, "Imports", Icon.Import, order: 10));
        services.AddNavigation(NavigationItem.For<OutcomesPage>(NavigationGroup.Record, "Late outcomes", Icon.CheckCircle, order: 15));
        services.AddNavigation(NavigationItem.For<JobsPage>(NavigationGroup.Record, "Jobs", Icon.Clock, order: 20));
        services.AddScoped<AuditWords>();
        services.AddNavigation(NavigationItem.For<AuditLogPage>(NavigationGroup.Record, "Audit log", Icon.Audit, order: 30));
        services.AddNavigation(NavigationItem.For<KeysPage>(NavigationGroup.Record, "API keys", Icon.Key, order: 40));
        services.AddNavigation(NavigationItem.For<PeoplePage>(NavigationGroup.Record, "People", Icon.User, order: 50));
        return services;
    }

    /// <summary>Files the pages hand out.</summary>
    public static void MapPlaybookFiles(this IEndpointRouteBuilder app)
    {
        app.MapLeftOut();
        app.MapUnmatched();
    }
}

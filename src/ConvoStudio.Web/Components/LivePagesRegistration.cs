using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Components.Experiments;
using ConvoStudio.Web.Components.Holdouts;
using ConvoStudio.Web.Components.Integrate;
using ConvoStudio.Web.Components.Layout;
using ConvoStudio.Web.Components.Simulations;

namespace ConvoStudio.Web.Components;

/// <summary>Pages that look at what happens: conversations, experiments, rehearsals.</summary>
public static class LivePagesRegistration
{
    public static IServiceCollection AddLivePages(this IServiceCollection services)
    {
        services.AddScoped<BrowserFile>().AddScoped<BrowserZone>();
        services.AddScoped<StudioViews>();
        services.AddNavigation(NavigationItem.For<ConversationListPage>(NavigationGroup.Talk, "Conversations", Icon.Chat));
        services.AddSingleton<TestConversation>();
        services.AddNavigation(NavigationItem.For<IntegratePage>(NavigationGroup.Talk, "Integrate", Icon.Link, order: 90));
        services.AddNavigation(NavigationItem.For<ExperimentListPage>(NavigationGroup.Prove, "Experiments", Icon.Experiment));
        services.AddNavigation(NavigationItem.For<RehearsalListPage>(NavigationGroup.Prove, "Rehearsals", Icon.Rehearsal, order: 1));
        services.AddNavigation(NavigationItem.For<HoldoutPage>(NavigationGroup.Prove, "Holdout", Icon.Umbrella, order: 2));
        return services;
    }
}

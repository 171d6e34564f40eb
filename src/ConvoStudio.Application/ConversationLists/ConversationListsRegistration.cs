using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.ConversationLists;

public static class ConversationListsRegistration
{
    /// <summary>Needs the live studio and persistence.</summary>
    public static IServiceCollection AddConversationLists(this IServiceCollection services) => services
        .AddSingleton<ConversationIndexes>().AddSingleton<SavedViewService>().AddSingleton<Rewards.RewardPreview>().AddHostedService<ConversationIndexWorker>();
}

using ConvoStudio.Application.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvoStudio.Application.Compliance;

public static class ComplianceRegistration
{
    /// <summary>Writing and reading rules.</summary>
    public static IServiceCollection AddCompliance(this IServiceCollection services) =>
        services.AddSingleton<RuleService>().AddSingleton<RuleReader>().AddSingleton<RuleImportService>();

    /// <summary>Proving rules and holding them against the log. Needs jobs, the log and the protected store.</summary>
    public static IServiceCollection AddRuleProofs(this IServiceCollection services)
    {
        services.TryAddSingleton<ParityWatch>();
        return services.AddSingleton<RuleVerificationService>().AddSingleton<IJobHandler, RuleVerificationJob>()
            .AddSingleton<RuleTrialService>().AddSingleton<RuleActivity>().AddSingleton<RuleBreachReader>().AddSingleton<TraceEvaluator>().AddSingleton<ParityService>()
            .AddSingleton<ProxyService>();
    }

    /// <summary>What people do about rules while conversations go on. Needs the live studio.</summary>
    public static IServiceCollection AddLiveRules(this IServiceCollection services)
    {
        services.TryAddSingleton<ParityWatch>();
        return services.AddSingleton<ConversationApprovals>().AddSingleton<RuleWatch>().AddHostedService<RuleWatchWorker>()
            .AddHostedService<ParityWorker>();
    }

}

using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Compliance;

public static class ComplianceRegistration
{
    /// <summary>Writing and reading rules.</summary>
    public static IServiceCollection AddCompliance(this IServiceCollection services) =>
        services.AddSingleton<RuleService>().AddSingleton<RuleReader>();
}

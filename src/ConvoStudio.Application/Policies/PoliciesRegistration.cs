using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Application.Policies;

public static class PoliciesRegistration
{
    /// <summary>Needs playbooks.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services.AddSingleton<PolicyService>();
}

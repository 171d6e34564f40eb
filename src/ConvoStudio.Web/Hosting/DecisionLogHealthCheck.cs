using ConvoStudio.Application.Log;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConvoStudio.Web.Hosting;

/// <summary>Unhealthy while the log takes nothing: traffic should go elsewhere until it does.</summary>
internal sealed class DecisionLogHealthCheck(IDecisionLog log) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(log.ReadOnlyReason is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("log.db cannot be written"));
}

using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace ConvoStudio.Web.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: every check tagged <see cref="Ready"/> passes; a feature adds its own with
/// <c>AddHealthChecks().AddCheck&lt;…&gt;("name", tags: [HealthExtensions.Ready])</c>.
/// </summary>
public static class HealthExtensions
{
    public const string Ready = "ready";

    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks()
            .AddCheck<StudioDatabaseHealthCheck>("studio-database", tags: [Ready])
            .AddCheck<DecisionLogHealthCheck>("decision-log", tags: [Ready]);

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }
}

using System.Globalization;
using System.Threading.RateLimiting;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace ConvoStudio.Web.Api;

/// <summary>The API of machine clients.</summary>
public static class ApiExtensions
{
    private const string RateLimit = "api";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.AddApiKeys();
        builder.Services.AddSingleton<AgentTools>();
        builder.Services.AddOptions<ApiOptions>().Bind(builder.Configuration.GetSection(ApiOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(limits =>
        {
            limits.AddPolicy(RateLimit, LimitOf);
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
    }

    /// <summary>Before sign-in, so that its refusals become problems too.</summary>
    public static void UseApiProblems(this WebApplication app) =>
        app.UseWhen(context => IsApi(context.Request.Path), api => api.UseMiddleware<ApiProblemMiddleware>());

    /// <summary>After sign-in: the limit is each key's own.</summary>
    public static void UseApiLimits(this WebApplication app) => app.UseWhen(context => IsApi(context.Request.Path), api => api.UseRateLimiter());

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireRateLimiting(RateLimit).DisableAntiforgery();
        api.MapConversations();
        api.MapSandbox();
        api.MapAgentTools();
        api.MapDecisions();
        api.MapOutcomes();
        api.MapPlaybooks();
        api.MapSamples();
        api.MapProducts();
        api.MapActions();
        api.MapFacts();
        api.MapPolicies();
        api.MapRules();
        api.MapRuleProofs();
        api.MapParity();
        api.MapExperiments();
        api.MapHoldouts();
        api.MapKeys();
        api.MapImports();
        api.MapJobs();
    }

    /// <summary>The key that asks.</summary>
    internal static IActor KeyActor(this HttpContext context) =>
        ApiKeyIdentity.ActorOf(context.User) ?? throw new InvalidOperationException("The endpoint was reached without a key.");

    internal static bool IsApi(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static RateLimitPartition<string> LimitOf(HttpContext context) =>
        RateLimitPartition.GetTokenBucketLimiter(ApiKeyIdentity.ActorOf(context.User)?.Id ?? "", _ =>
        {
            var options = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
            // Ten refills a second; a rate below that is refilled one token at a time.
            var period = TimeSpan.FromSeconds(Math.Max(0.1, 1.0 / options.RequestsPerSecond));
            return new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = Math.Max(1, (int)(options.RequestsPerSecond * period.TotalSeconds)),
                ReplenishmentPeriod = period,
                QueueLimit = 0,
                AutoReplenishment = true,
            };
        });
}

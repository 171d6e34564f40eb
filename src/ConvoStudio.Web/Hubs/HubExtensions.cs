using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;

namespace ConvoStudio.Web.Hubs;

/// <summary>Live frames for clients outside the process.</summary>
public static class HubExtensions
{
    public static void AddHubs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR().AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, MetricsJson.Default));
        builder.Services.AddSingleton<MetricsConnections>();
        builder.Services.AddHostedService<MetricsForwarder>();
    }

    /// <summary>A key with the scope report, or a signed-in person who may read live metrics.</summary>
    public static void MapHubs(this WebApplication app) => app.MapHub<MetricsHub>("/hubs/metrics")
        .RequireAuthorization(ApiKeyExtensions.KeyOrPersonPolicy(new UseCaseRequirement(UseCase.ReadLiveMetrics)));
}

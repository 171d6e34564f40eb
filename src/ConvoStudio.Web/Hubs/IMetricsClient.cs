namespace ConvoStudio.Web.Hubs;

/// <summary>What a watching client is told.</summary>
public interface IMetricsClient
{
    /// <summary>The newest frame of a watched experiment.</summary>
    Task Frame(MetricsMessage frame);
}

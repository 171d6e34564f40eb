namespace ConvoStudio.Application.LiveMetrics;

/// <summary>What a board needs of a feed.</summary>
public interface IMetricsFeed
{
    /// <summary>Newest frame, or null for an experiment that has never been in force.</summary>
    MetricsFrame? Latest(string experiment);

    /// <summary>The course so far, oldest first, at most a few hundred points.</summary>
    IReadOnlyList<MetricsPoint> History(string experiment);

    /// <summary>Calls back with each new frame until disposed. The handler must not block.</summary>
    /// <param name="experiment">An experiment's key, or null for the frames of all.</param>
    IDisposable Subscribe(string? experiment, Action<MetricsFrame> handle);
}

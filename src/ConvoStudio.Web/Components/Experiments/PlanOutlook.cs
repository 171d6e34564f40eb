using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.People;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>What would stand in the way of what is being typed, and how long it would take by the past. Looks may overlap; only the newest is kept.</summary>
internal sealed class PlanOutlook(LaunchReview launch, PastTraffic traffic)
{
    private ExperimentMetric _pastOf;
    private int _looks;

    /// <summary>Null before the first look.</summary>
    public IReadOnlyList<LaunchCheck>? Checks { get; private set; }

    /// <summary>Finished conversations of the metric; null until they are read.</summary>
    public PastUnits? Past { get; private set; }

    public PowerForecast? Forecast { get; private set; }

    /// <param name="playbook">Key of the playbook.</param>
    /// <param name="typed">The same as it would be sent.</param>
    public async Task LookAsync(IActor actor, string playbook, ExperimentForm form, NewExperiment typed)
    {
        var look = ++_looks;
        var checks = await launch.OfAsync(actor, playbook, typed);
        if (look != _looks) return;
        Checks = checks;
        if (Past is null || _pastOf != form.Metric)
        {
            var metric = form.Metric;
            (Past, Forecast, _pastOf) = (null, null, metric);
            var past = await traffic.ReadAsync(actor, playbook, metric);
            if (metric != form.Metric) return;
            Past = past;
        }

        var forecast = PowerForecast.Of(Past.Capped(form.Cap), form.ToPlan(), [.. form.Arms.Select(arm => (double)form.ShareOf(arm))], form.Arms.IndexOf(form.ControlArm));
        // The same forecast is the same chart.
        if (forecast is null || Forecast is null || forecast.Least != Forecast.Least || !forecast.Steps.SequenceEqual(Forecast.Steps)) Forecast = forecast;
    }
}

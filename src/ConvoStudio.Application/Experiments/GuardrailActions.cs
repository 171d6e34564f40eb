using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Experiments;

/// <summary>Does what a breached guardrail of a live experiment says: pauses the experiment, or retires the arm.</summary>
/// <remarks>First in force, then written down: a crash in between leaves a paused experiment, never a running one that counts as paused.</remarks>
public sealed class GuardrailActions(GuardrailWatch watch, ExperimentService experiments, ExperimentChanges changes) : IDisposable
{
    // Two at once would act upon the same breach twice.
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <returns>How many breaches were acted upon.</returns>
    public async Task<int> AdvanceAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var found = watch.FindNew();
            foreach (var breach in found)
            {
                await ActAsync(breach, cancellationToken);
                await watch.RecordAsync(breach, cancellationToken);
            }

            return found.Count;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>True when the whole experiment must pause: as asked, or because the arm is the only one beside control.</summary>
    internal static bool PausesAll(GuardrailPayload breach, int arms) => breach.Effect == nameof(GuardrailEffect.PauseExperiment) || arms <= 2;

    /// <summary>What happened in one sentence, as it stands beside the paused experiment.</summary>
    internal static string Reason(GuardrailPayload breach, string arm)
    {
        var known = Enum.TryParse<ExperimentMetric>(breach.Metric, out var metric);
        var rate = known && metric.IsRate();
        string Number(double value, string unit) => rate
            ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0} {unit}")
            : value.ToString("G3", CultureInfo.InvariantCulture);
        var passed = (breach.Rises, breach.Fixed) switch
        {
            (false, false) => $"is at least {Number(-breach.High, "points")} below control, and {Number(breach.Margin, "points")} were allowed",
            (false, true) => $"is at most {Number(breach.High, "%")}, and must not fall below {Number(breach.Margin, "%")}",
            (true, false) => $"is at least {Number(breach.Low ?? breach.Difference, "points")} above control, and {Number(breach.Margin, "points")} were allowed",
            _ => $"is at least {Number(breach.Low ?? breach.Difference, "%")}, and must not rise above {Number(breach.Margin, "%")}",
        };
        return $"A guardrail was breached: {Name(metric, breach.Metric)} of {arm} {passed}.";
    }

    private static string Name(ExperimentMetric metric, string stored) => metric switch
    {
        ExperimentMetric.Complaint => "the share of complaints",
        ExperimentMetric.OptOut => "the share of opt-outs",
        ExperimentMetric.HandOver => "the share of hand-overs",
        _ => stored.ToLowerInvariant(),
    };

    private async Task ActAsync(GuardrailPayload breach, CancellationToken cancellationToken)
    {
        var experiment = await experiments.GetAsync(Actor.System, breach.Experiment, cancellationToken);
        var reason = Reason(breach, experiment.Arms.FirstOrDefault(a => a.Key == breach.Arm)?.Name ?? breach.Arm);
        try
        {
            if (PausesAll(breach, experiment.ActiveArms.Count()))
                await experiments.PauseAsync(Actor.System, breach.Experiment, reason, cancellationToken);
            else
                await changes.RetireArmAsync(Actor.System, breach.Experiment, breach.Arm, reason, cancellationToken);
        }
        catch (TransitionException)
        {
            // A person, or another guardrail, was faster.
        }
    }
}

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
        var rate = Enum.TryParse<ExperimentMetric>(breach.Metric, out var metric) && metric.IsRate();
        string Amount(double value) => rate ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0} points") : value.ToString("G3", CultureInfo.InvariantCulture);
        return $"A guardrail was breached: {breach.Metric.ToLowerInvariant()} of {arm} is at least {Amount(-breach.High)} below control, and {Amount(breach.Margin)} were allowed.";
    }

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

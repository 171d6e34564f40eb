using System.Globalization;
using ConvoStudio.Application.Configurations;
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

    internal static string Reason(GuardrailPayload breach) => string.Create(
        CultureInfo.InvariantCulture, $"Guardrail: {breach.Metric} of {breach.Arm} is at least {-breach.High:G3} below control, and {breach.Margin:G3} was allowed.");

    private async Task ActAsync(GuardrailPayload breach, CancellationToken cancellationToken)
    {
        var experiment = await experiments.GetAsync(Actor.System, breach.Experiment, cancellationToken);
        try
        {
            if (PausesAll(breach, experiment.ActiveArms.Count()))
                await experiments.PauseAsync(Actor.System, breach.Experiment, Reason(breach), cancellationToken);
            else
                await changes.RetireArmAsync(Actor.System, breach.Experiment, breach.Arm, Reason(breach), cancellationToken);
        }
        catch (TransitionException)
        {
            // A person, or another guardrail, was faster.
        }
    }
}

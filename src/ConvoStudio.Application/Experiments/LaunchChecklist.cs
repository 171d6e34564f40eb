using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Experiments;

/// <summary>What stands between a draft and its first customer.</summary>
public sealed class LaunchChecklist(TrafficFold traffic, IDbContextFactory<StudioDbContext> contexts)
{
    private const int EnoughToJudge = 20;

    /// <summary>Every line, in the order people would ask.</summary>
    /// <param name="playbook">With its policies and experiments.</param>
    public Task<IReadOnlyList<LaunchCheck>> ListAsync(Playbook playbook, Experiment experiment, CancellationToken cancellationToken = default) =>
        ListAsync(playbook, experiment, [], cancellationToken);

    /// <summary>The same for an experiment that is still being written.</summary>
    /// <param name="coming">Ids of policies that are made with it.</param>
    internal async Task<IReadOnlyList<LaunchCheck>> ListAsync(Playbook playbook, Experiment experiment, IReadOnlyCollection<string> coming, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rehearsed = await db.Rehearsals.AnyAsync(r => r.ExperimentKey == experiment.Key && r.FinishedAt != null, cancellationToken);
        return [.. Answers(playbook, experiment, coming), Rehearsal(rehearsed), Guardrails(experiment)];
    }

    /// <exception cref="ValidationException">A line blocks.</exception>
    internal void Demand(Playbook playbook, Experiment experiment)
    {
        var blocking = Answers(playbook, experiment, []).Where(c => c.State == LaunchState.Blocks && c.Question != LaunchQuestion.Room).ToList();
        var errors = new FieldErrors();
        foreach (var check in blocking)
            errors.Require(false, JsonName(check.Question), check.Text);
        errors.ThrowIfAny();
    }

    private IEnumerable<LaunchCheck> Answers(Playbook playbook, Experiment experiment, IReadOnlyCollection<string> coming)
    {
        yield return Policies(playbook, experiment, coming);
        yield return Room(playbook, experiment);
        var week = traffic.Course(playbook.Key).Policies.SelectMany(p => p.Days).Aggregate(default(PolicyDay), (a, b) => a + b);
        yield return Metric(experiment.PlanOrUsual.Metric, week);
        yield return Traffic(experiment.PlanOrUsual, week, playbook.Holdout);
        if (experiment.PlanOrUsual.Allocation is { ExposureBudget: { } budget } allocation)
            yield return Budget(allocation.BurnIn, budget, experiment.ActiveArms.Count() - 1);
    }

    private static LaunchCheck Policies(Playbook playbook, Experiment experiment, IReadOnlyCollection<string> coming)
    {
        var missing = experiment.ActiveArms.Where(a => playbook.Policies.All(p => p.Id != a.PolicyId) && !coming.Contains(a.PolicyId)).Select(a => a.Name).ToList();
        if (missing.Count > 0)
            return new(LaunchQuestion.Policies, LaunchState.Blocks, $"No policy in the playbook for {string.Join(", ", missing)}.");
        return experiment.ActiveArms.GroupBy(a => a.PolicyId, StringComparer.Ordinal).Any(g => g.Count() > 1)
            ? new(LaunchQuestion.Policies, LaunchState.Warns, "Two arms have the same policy: this compares a policy with itself.")
            : new(LaunchQuestion.Policies, LaunchState.Fine, "Every arm has a policy of its own.");
    }

    private static LaunchCheck Room(Playbook playbook, Experiment experiment)
    {
        var plan = experiment.PlanOrUsual;
        var free = LayerSpace.FreeShare(playbook.Experiments, plan.Layer, experiment.Key);
        var text = string.Create(CultureInfo.InvariantCulture, $"It takes {plan.Traffic:P0} of the layer {plan.Layer}; {free:P0} is free.");
        return new(LaunchQuestion.Room, plan.Traffic <= free + 1e-9 ? LaunchState.Fine : LaunchState.Blocks, text);
    }

    /// <summary>Whether the metric is reported at all.</summary>
    internal static LaunchCheck Metric(ExperimentMetric metric, PolicyDay week)
    {
        if (week.Finished < EnoughToJudge)
            return new(LaunchQuestion.Metric, LaunchState.Warns, string.Create(CultureInfo.InvariantCulture, $"{week.Finished} conversations finished last week: whether the metric is reported cannot be told yet."));
        var (carry, has, never) = metric switch
        {
            ExperimentMetric.Conversion => (week.Converted, "converted", "was reported as converted: report outcomes first"),
            ExperimentMetric.Value => (week.Valued, "had a value", "was reported with a value: report outcomes of the metric “value” first, or choose another metric"),
            ExperimentMetric.Reward => (week.Rewarded, "had a reward other than 0", "had a reward other than 0: report what the reward counts first, or choose another metric"),
            _ => (week.Engaged, "had an answer of the customer", "had an answer of the customer: report the customers' turns first, or choose another metric"),
        };
        return carry == 0
            ? new(LaunchQuestion.Metric, LaunchState.Blocks, string.Create(CultureInfo.InvariantCulture, $"None of {week.Finished:N0} finished conversations {never}."))
            : new(LaunchQuestion.Metric, LaunchState.Fine, string.Create(CultureInfo.InvariantCulture, $"{carry:N0} of {week.Finished:N0} conversations that finished last week {has}."));
    }

    private static LaunchCheck Traffic(ExperimentPlan plan, PolicyDay week, PlaybookHoldout? holdout)
    {
        var aDay = week.Finished * plan.Traffic * (1 - (holdout?.Share ?? 0)) / TrafficFold.CourseDays;
        return aDay < 1
            ? new(LaunchQuestion.Traffic, LaunchState.Warns, "Less than one conversation a day would take part, by last week's traffic.")
            : new(LaunchQuestion.Traffic, LaunchState.Fine, string.Create(CultureInfo.InvariantCulture, $"About {aDay:N0} conversations a day would take part, by last week's traffic."));
    }

    // Shares move when two arms have their first units: with control, one treatment is enough, but all treatments share the traffic until then.
    private static LaunchCheck Budget(int burnIn, long budget, int treatments) => budget <= (long)burnIn * treatments
        ? new(LaunchQuestion.Budget, LaunchState.Warns, string.Create(CultureInfo.InvariantCulture, $"The budget of {budget:N0} conversations outside control is spent before every arm has its first {burnIn:N0}: shares would never move."))
        : new(LaunchQuestion.Budget, LaunchState.Fine, string.Create(CultureInfo.InvariantCulture, $"Shares move after {burnIn:N0} conversations of each arm, within the budget of {budget:N0} outside control."));

    private static LaunchCheck Rehearsal(bool rehearsed) => rehearsed
        ? new(LaunchQuestion.Rehearsal, LaunchState.Fine, "It was rehearsed with simulated customers.")
        : new(LaunchQuestion.Rehearsal, LaunchState.Warns, "It was not rehearsed: mistakes would meet customers first.");

    private static LaunchCheck Guardrails(Experiment experiment) => experiment.PlanOrUsual.Guardrails.Count > 0
        ? new(LaunchQuestion.Guardrails, LaunchState.Fine, "A guardrail ends it by itself when something gets worse.")
        : new(LaunchQuestion.Guardrails, LaunchState.Warns, "Nothing ends it by itself: it has no guardrail.");

    private static string JsonName(LaunchQuestion question) => char.ToLowerInvariant(question.ToString()[0]) + question.ToString()[1..];
}

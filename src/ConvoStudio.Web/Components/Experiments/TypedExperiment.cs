using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Playbooks;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A form as the service takes it, and the names by which mistakes come back.</summary>
internal static class TypedExperiment
{
    private const int LongestName = 100;
    private const int LongestKeyPart = 48;

    /// <param name="policies">Those that exist; a learner made with the experiment gets an id that none of them has.</param>
    /// <param name="learnerName">Name of an arm's new learner, from the names of experiment and arm.</param>
    public static NewExperiment Of(ExperimentForm form, IReadOnlyList<PolicyVersion> policies, Func<string, string, string> learnerName)
    {
        var ids = form.Arms.Where(arm => arm.Learner is not null).ToDictionary(arm => arm, arm => PolicyId(form, arm, policies));
        var learners = ids.Select(one => one.Key.Learner!.ToLearner(one.Value, Short(learnerName(form.Name.Trim(), one.Key.Name.Trim()))));
        // The service orders by control; mistakes come back by the place they were sent in.
        var arms = form.Arms.Select(arm => new ArmPart(arm.Key, arm.Name.Trim(), ids.GetValueOrDefault(arm) ?? arm.Policy ?? "", form.ShareOf(arm), arm.Control));
        return new NewExperiment(form.Key, form.Name, form.Hypothesis, [.. arms], [.. learners], form.ToPlan());
    }

    /// <summary>Fields that show their own mistake; any other becomes the sentence above the form.</summary>
    public static string[] Fields(ExperimentForm form)
    {
        string[] learner = ["kind", "strength", "floor", "expectedConversion", "startsFromImported"];
        return
        [
            "name", "key", "hypothesis", "arms", "plan.traffic", "plan.layer", "plan.leastEffect", "plan.cap", "plan.alpha", "plan.allocation", "plan.allocation.controlShare",
            "plan.allocation.burnIn", "plan.allocation.every", "plan.allocation.budget",
            .. Places(ExperimentForm.MostArms).SelectMany(i => learner.Select(field => $"learners[{i}].{field}").Append($"arms[{i}].name").Append($"arms[{i}].policy")),
            .. Places(form.Audience.Count).Select(i => $"plan.audience[{i}]"), .. Places(form.Guardrails.Count).Select(i => $"plan.guardrails[{i}]"),
        ];
    }

    /// <summary>A name no longer than names may be.</summary>
    public static string Short(string name) => name[..Math.Min(name.Length, LongestName)];

    // Made of the experiment's key and the arm's, which are unique; a number where a policy has it already.
    private static string PolicyId(ExperimentForm form, ArmDraft arm, IReadOnlyList<PolicyVersion> policies)
    {
        var id = $"{form.Key[..Math.Min(form.Key.Length, LongestKeyPart)]}-{arm.Key}";
        return Enumerable.Range(1, policies.Count + 1).Select(number => number == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{number}"))
            .First(one => policies.All(policy => policy.Id != one));
    }

    private static IEnumerable<string> Places(int count) => Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture));
}

using System.Globalization;
using ConvoStudio.Application.Configurations;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A named starting point: it sets arms and plan, and leaves name and hypothesis alone.</summary>
public enum ExperimentTemplate
{
    /// <summary>Two policies, everybody, even shares.</summary>
    HalfAndHalf,

    /// <summary>A tenth of the customers, with a guardrail that pauses it.</summary>
    CarefulRollIn,

    /// <summary>Several arms whose shares move to the better ones.</summary>
    Bandit,

    /// <summary>A policy against itself: the split and the numbers are tried, not the policy.</summary>
    AACheck,
}

internal static class ExperimentTemplates
{
    /// <param name="form">Changed in place.</param>
    /// <param name="armName">Name of an arm by its number, from 1.</param>
    /// <param name="champion">Policy that answers now.</param>
    public static void Fill(this ExperimentForm form, ExperimentTemplate template, Func<int, string> armName, string champion)
    {
        (form.Unit, form.TrafficPercent, form.Bandit, form.Allocation) = (ExperimentUnit.Conversation, 100, false, new());
        (form.Guardrails, form.Audience) = ([], []);
        var arms = template == ExperimentTemplate.Bandit ? 3 : 2;
        while (form.Arms.Count < arms)
            form.Arms.Add(new ArmDraft { Key = form.FreeKey(), Name = armName(form.Arms.Count + 1) });
        while (form.Arms.Count > arms)
            form.Arms.Remove(form.Arms.Last(arm => !arm.Control));
        form.Arms.ForEach(arm => arm.Share = 50);
        switch (template)
        {
            case ExperimentTemplate.CarefulRollIn:
                (form.TrafficPercent, form.Unit) = (10, ExperimentUnit.Customer);
                form.Guardrails = [new() { Metric = ExperimentMetric.Conversion, Margin = 3, Effect = GuardrailEffect.PauseExperiment }];
                break;
            case ExperimentTemplate.Bandit:
                form.Bandit = true;
                break;
            case ExperimentTemplate.AACheck:
                form.Arms.ForEach(arm => (arm.Policy, arm.Learner) = (champion, null));
                break;
            default:
                break;
        }
    }

    /// <summary>A key no arm of the form has.</summary>
    public static string FreeKey(this ExperimentForm form) => Enumerable.Range(3, ExperimentForm.MostArms)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"arm-{number}")).First(key => form.Arms.All(arm => arm.Key != key));
}

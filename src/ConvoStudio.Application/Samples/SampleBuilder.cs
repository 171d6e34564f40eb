using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Samples;

/// <summary>A playbook to be, with the blobs it names.</summary>
internal sealed record BuiltSample(Playbook Playbook, IReadOnlyList<PolicyParameters> Blobs, string Experiment);

/// <summary>Makes the rows of a playbook from a sample: definition, script and learner as policies, and an experiment between the two.</summary>
internal static class SampleBuilder
{
    public const string ScriptId = "script";
    public const string LearnerId = "learner";
    private const double Floor = 0.02;

    // 5 % and 95 % of a normal lie this many standard deviations from its middle.
    private const double Ninety = 1.645;

    /// <param name="key">Key of the playbook; the experiment's begins with it.</param>
    public static BuiltSample Build(SampleDefinition sample, string key, string name, string author, DateTimeOffset at)
    {
        var playbook = Playbook.Create(key, name, sample.Locales[0], PlaybookService.DefaultIdleMinutes, at, author);
        playbook.Edit(name, sample.Locales, playbook.IdleMinutes, playbook.Fallback);
        Define(playbook, sample);
        var script = PolicyParameters.Of(ScriptOf(sample, playbook).Save());
        var customers = PolicyParameters.Of(sample.Customers.Save());
        playbook.AddPolicy(PolicyVersion.Create(key, ScriptId, "Talk track", PolicyKind.Script, script.Hash, Floor, null, at));
        playbook.AddPolicy(PolicyVersion.Create(key, LearnerId, "Learner", PolicyKind.AdaptiveBandit, null, Floor, null, at));
        playbook.SetChampion(ScriptId);
        playbook.SetReward(sample.Reward);
        playbook.MarkSample(sample.Key, customers.Hash);
        var experiment = playbook.AddExperiment(Experiment.Create(
            ExperimentKey(key), key, new NewExperiment(
                ExperimentKey(key), "Script against learner",
                "The learner finds out for whom the talk track asks too much, offers the wrong product or forgets what would have helped, and sells more.",
                [new ArmPart("script", "Talk track", ScriptId, 1, Control: true), new ArmPart("learner", "Learner", LearnerId, 1, Control: false)]),
            at, author));
        return new(playbook, [script, customers], experiment.Key);
    }

    public static string ExperimentKey(string playbook) => $"{playbook}-script-against-learner";

    /// <summary>The talk track with the numbers a playbook gave its actions.</summary>
    public static TalkScript ScriptOf(SampleDefinition sample, Playbook playbook)
    {
        var actions = playbook.Actions.ToDictionary(a => a.Key, StringComparer.Ordinal);
        return new TalkScript([.. sample.Script.Lines.Select(line => new ScriptLine(
            actions[line.Say].Number, line.After, line.Times is null ? null : actions[line.Say].Acts[0], line.Times ?? 1,
            line.Stage is null ? null : [.. sample.Actions.Where(a => a.Stage == line.Stage).Select(a => a.Acts[^1]).Distinct(StringComparer.Ordinal)],
            line.When))], playbook.Fallback);
    }

    private static void Define(Playbook playbook, SampleDefinition sample)
    {
        foreach (var act in sample.Acts.Agent.Union(sample.Acts.Customer, StringComparer.Ordinal))
            playbook.AddAct(act, statesOutcome: false, sample.Acts.Agent.Contains(act, StringComparer.Ordinal), sample.Acts.Customer.Contains(act, StringComparer.Ordinal));
        foreach (var act in sample.Acts.Outcome)
            playbook.AddAct(act, statesOutcome: true, byAgent: false, byCustomer: true);
        foreach (var product in sample.Products)
            ProductService.Add(playbook, product.Key, new ProductEdit(product.Name, product.Description, product.Price, product.Currency, product.PriceUnit, Numbers: product.Numbers));
        foreach (var fact in sample.Facts)
            playbook.AddFact(fact.Key, fact.Type, fact.Usages.Aggregate(FactUsages.None, (all, one) => all | one), fact.Words ?? [], RangeOf(fact.Key, sample.Customers));
        foreach (var action in sample.Actions)
            ActionService.Add(playbook, action.Key, new ActionEdit(action.Acts, action.Product, action.Stage, Utterances: action.Say));
        var fallback = playbook.Actions.Single(a => a.Number == playbook.Fallback);
        ActionService.Edit(playbook, fallback.Key, new ActionEdit(fallback.Acts, Stage: "close", Utterances: sample.Fallback), fallback.Version);
        foreach (var rule in sample.Rules)
            RuleService.Give(playbook, ActionRuleSentence.Of(RuleOf(rule)), playbook.CreatedBy, playbook.CreatedAt);
    }

    // A log-normal number written with its median and spread has a range without anybody having seen one.
    private static NumberRange? RangeOf(string fact, WrittenCustomerModel customers) =>
        customers.Facts.GetValueOrDefault(fact) is { Median: { } median } draw
            ? new NumberRange(NumberRange.SignedLog(median), 1 / (Ninety * Math.Max(draw.Spread, 0.1) * 1.5), Logarithmic: true)
            : null;

    private static ActionRule RuleOf(SampleRule rule) => rule.Form switch
    {
        "require-before" => new ActionRule(
            rule.Key, ActionRuleForm.RequireBefore, rule.Acts, Prerequisite: rule.Prerequisite, PrerequisiteSpeaker: rule.By == "agent" ? Speaker.Agent : Speaker.Customer),
        "forbid-when" => new ActionRule(
            rule.Key, ActionRuleForm.ForbidWhenFact, rule.Acts, rule.Fact, FactComparison.Equal, rule.Word is null ? FactValue.Of(rule.Flag == true) : FactValue.Of(rule.Word)),
        _ => throw new InvalidOperationException($"Rule {rule.Key} has the unknown form {rule.Form}."),
    };
}

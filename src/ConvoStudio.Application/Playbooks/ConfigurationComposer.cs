using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Playbooks;

/// <summary>Makes the configuration decisions use from a playbook's rows. A pure function of the rows and the last encoder layout.</summary>
public static class ConfigurationComposer
{
    /// <summary>Composes the next configuration and remembers its version and encoder layout on the playbook.</summary>
    public static PlaybookConfiguration Compose(Playbook playbook)
    {
        var encoder = EncoderOf(playbook);
        var version = playbook.Advance(encoder);
        return new PlaybookConfiguration(
            playbook.Key, version,
            DefinitionOf(playbook),
            encoder,
            RulesOf(playbook),
            playbook.Reward,
            [.. playbook.Policies.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id, StringComparer.Ordinal).Select(p => p.ToPart())],
            [.. playbook.Experiments.Where(IsInForce).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.ToPart())],
            RoutingOf(playbook));
    }

    /// <summary>Acts, facts, actions and products of the rows.</summary>
    public static PlaybookPart DefinitionOf(Playbook playbook) => new(
        playbook.Name, playbook.Locale, [.. playbook.Acts.OrderBy(a => a.Position).Select(a => new ActPart(a.Key, a.StatesOutcome))],
        [.. playbook.Facts.OrderBy(f => f.Position).Select(f => f.ToDefinition())],
        [.. playbook.Actions.OrderBy(a => a.Number).Select(a => a.ToDefinition())], playbook.Fallback, playbook.IdleMinutes,
        playbook.Products.Count == 0 ? null : [.. playbook.Products.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.ToDefinition())]);

    private static RoutingPart RoutingOf(Playbook playbook) => playbook.Holdout is { IsOn: true } holdout
        ? new RoutingPart(playbook.Champion, HoldoutShare: holdout.Share, Holdout: holdout.Policy)
        : new RoutingPart(playbook.Champion);

    private static RulesPart RulesOf(Playbook playbook)
    {
        var shadow = Parts(playbook, RuleStatus.Shadow);
        return new([], Parts(playbook, RuleStatus.InForce), shadow.Count == 0 ? null : shadow, playbook.RuleTerms);
    }

    private static List<SentencePart> Parts(Playbook playbook, RuleStatus status) =>
        [.. playbook.Rules.Where(r => r.Status == status).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new SentencePart(r.Key, r.Number, r.Document))];

    /// <summary>The last layout with the slots its acts and facts are missing at its end.</summary>
    public static EncoderSchema EncoderOf(Playbook playbook)
    {
        var acts = playbook.Acts.OrderBy(a => a.Position).ToList();
        var facts = playbook.Facts.OrderBy(f => f.Position).ToList();
        return EncoderSchemaBuilder.Build(
            playbook.Encoder, [.. facts.Select(f => f.ToDefinition())],
            [.. acts.Where(a => a.ByCustomer).Select(a => a.Key)],
            [.. acts.Where(a => a.ByAgent).Select(a => a.Key)],
            facts.Where(f => f.Range is not null).ToDictionary(f => f.Key, f => f.Range!.Value, StringComparer.Ordinal),
            acts.Where(a => a.StatesOutcome).Select(a => a.Key).ToHashSet(StringComparer.Ordinal));
    }

    private static bool IsInForce(Experiment experiment) => experiment.Status is ExperimentStatus.Running or ExperimentStatus.Paused;
}

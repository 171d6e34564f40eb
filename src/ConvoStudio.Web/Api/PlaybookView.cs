using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Web.Api;

/// <summary>A line of the list of playbooks.</summary>
public sealed record PlaybookLineView(string Key, string Name, string Champion, int Actions, int Facts, int RunningExperiments, DateTimeOffset CreatedAt, Guid? ImportId)
{
    internal static PlaybookLineView Of(PlaybookListItem item) =>
        new(item.Key, item.Name, item.Champion, item.Actions, item.Facts, item.RunningExperiments, item.CreatedAt, item.ImportId);
}

/// <summary>A whole playbook.</summary>
/// <param name="Version">Version of its head (name, locale, idle time, fallback, reward), to be sent with an edit.</param>
/// <param name="ConfigurationVersion">Counts every change that decisions use.</param>
public sealed record PlaybookView(
    string Key, string Name, string Locale, int IdleMinutes, string Fallback, string Champion, int Version, int ConfigurationVersion,
    DateTimeOffset CreatedAt, string CreatedBy, Guid? ImportId, RewardDefinition Reward, IReadOnlyList<ActView> Acts, IReadOnlyList<FactView> Facts,
    IReadOnlyList<ProductView> Products, IReadOnlyList<ActionView> Actions, IReadOnlyList<PolicyView> Policies, IReadOnlyList<string> Locales)
{
    internal static PlaybookView Of(Playbook playbook) => new(
        playbook.Key, playbook.Name, playbook.Locale, playbook.IdleMinutes, playbook.Actions.First(a => a.Number == playbook.Fallback).Key, playbook.Champion,
        playbook.Version, playbook.ConfigurationVersion, playbook.CreatedAt, playbook.CreatedBy, playbook.ImportId, playbook.Reward,
        [.. playbook.Acts.OrderBy(a => a.Position).Select(ActView.Of)], [.. playbook.Facts.OrderBy(f => f.Position).Select(FactView.Of)],
        [.. playbook.Products.OrderBy(p => p.Key, StringComparer.Ordinal).Select(ProductView.Of)],
        [.. playbook.Actions.OrderBy(a => a.Number).Select(a => ActionView.Of(a, playbook.Locale))], [.. playbook.Policies.Select(PolicyView.Of)], playbook.Locales);
}

/// <summary>A kind of turn.</summary>
public sealed record ActView(string Key, bool StatesOutcome, bool ByAgent, bool ByCustomer, int Version)
{
    internal static ActView Of(PlaybookAct act) => new(act.Key, act.StatesOutcome, act.ByAgent, act.ByCustomer, act.Version);
}

/// <summary>Something the agent may offer.</summary>
public sealed record ProductView(
    string Key, string Name, string? Description, decimal? Price, string? Currency, string? PriceUnit, string? Link, IReadOnlyList<ProductNumber> Numbers,
    bool Archived, int Version)
{
    internal static ProductView Of(PlaybookProduct product) => new(
        product.Key, product.Name, product.Description, product.Price, product.Currency, product.PriceUnit, product.Link, product.Numbers ?? [], product.Archived, product.Version);
}

/// <summary>A move the agent may make.</summary>
/// <param name="Utterance">Template in the playbook's first locale.</param>
/// <param name="Utterances">Templates by language tag.</param>
public sealed record ActionView(
    string Key, int Number, IReadOnlyList<string> Acts, string? Product, string? Stage, string? Utterance, IReadOnlyDictionary<string, string> Utterances, string? Note,
    bool Archived, int Version)
{
    internal static ActionView Of(PlaybookAction action, string firstLocale) => new(
        action.Key, action.Number, action.Acts, action.Product, action.Stage, action.Utterance, action.Utterances(firstLocale), action.Note, action.Archived, action.Version);
}

/// <summary>A declared fact.</summary>
public sealed record FactView(string Key, string Type, IReadOnlyList<string> Usages, IReadOnlyList<string> Words, bool Archived, int Version)
{
    internal static FactView Of(PlaybookFact fact) => new(
        fact.Key, ApiWords.Of(fact.Type), ApiWords.OfFlags(fact.Usages, FactUsages.Policy, FactUsages.Rules, FactUsages.Audit), fact.Words, fact.Archived, fact.Version);
}

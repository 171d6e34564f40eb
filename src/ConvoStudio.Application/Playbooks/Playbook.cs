using System.Globalization;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Playbooks;

/// <summary>One decision problem: its acts, facts, products, actions, rules, reward, policies and experiments. Loaded and saved as a whole.</summary>
public sealed class Playbook
{
    public const string FallbackAct = "hand-over";

    private readonly List<PlaybookAct> _acts = [];
    private readonly List<PlaybookFact> _facts = [];
    private readonly List<PlaybookProduct> _products = [];
    private readonly List<PlaybookAction> _actions = [];
    private readonly List<ComplianceRule> _rules = [];
    private readonly List<PolicyVersion> _policies = [];
    private readonly List<Experiment> _experiments = [];

    private Playbook()
    {
    }

    /// <summary>Stable slug.</summary>
    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>BCP 47 tag of its first locale.</summary>
    public string Locale { get; private set; } = "";

    /// <summary>BCP 47 tags of its other locales, or null when there are none.</summary>
    public IReadOnlyList<string>? OtherLocales { get; private set; }

    /// <summary>Locales its actions have words in, the first first.</summary>
    public IReadOnlyList<string> Locales => [Locale, .. OtherLocales ?? []];

    public int IdleMinutes { get; private set; }

    /// <summary>Number of the action answered when every action is blocked.</summary>
    public int Fallback { get; private set; }

    /// <summary>Number of the next action; numbers are never reused.</summary>
    public int NextActionNumber { get; private set; }

    public RewardDefinition Reward { get; private set; } = new();

    /// <summary>Layout of the encoded context; slots are only ever appended.</summary>
    [NotAudited]
    public EncoderSchema? Encoder { get; private set; }

    /// <summary>Id of the policy that answers outside experiments.</summary>
    public string Champion { get; private set; } = "";

    /// <summary>Customers kept from every experiment; null while nobody ever set one.</summary>
    public PlaybookHoldout? Holdout { get; private set; }

    /// <summary>Version of the configuration last composed; counts up by one with each change decisions use.</summary>
    [NotAudited]
    public int ConfigurationVersion { get; private set; }

    /// <summary>Concurrency token of the head (name, locale, idle time, fallback, reward, champion, holdout).</summary>
    [NotAudited]
    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    /// <summary>The import it was made from, or null.</summary>
    public Guid? ImportId { get; private set; }

    /// <summary>Key of the sample it was made from, or null. Whatever it shows is invented, and every page of it says so.</summary>
    public string? Sample { get; private set; }

    /// <summary>Hex SHA-256 of its written customers among the <see cref="PolicyParameters"/>, or null.</summary>
    public string? CustomersHash { get; private set; }

    public IReadOnlyList<PlaybookAct> Acts => _acts;

    public IReadOnlyList<PlaybookFact> Facts => _facts;

    public IReadOnlyList<PlaybookProduct> Products => _products;

    public IReadOnlyList<PlaybookAction> Actions => _actions;

    /// <summary>Rules that decisions use: those in force and those in shadow. The others are read by <see cref="RuleService"/>.</summary>
    public IEnumerable<ComplianceRule> Rules => _rules.Where(r => r.IsLive);

    /// <summary>Versions of rules that were loaded with it: the live ones, and those a change works on.</summary>
    public IReadOnlyList<ComplianceRule> RuleVersions => _rules;

    /// <summary>Names rules use, or null for <see cref="RuleTerms.Usual"/>.</summary>
    public RuleTerms? RuleTerms { get; private set; }

    /// <summary>Concurrency token of the names rules use.</summary>
    [NotAudited]
    public int RuleTermsVersion { get; private set; }

    public IReadOnlyList<PolicyVersion> Policies => _policies;

    public IReadOnlyList<Experiment> Experiments => _experiments;

    /// <summary>A playbook with the one action that is always possible, and the policy that knows nothing.</summary>
    internal static Playbook Create(string key, string name, string locale, int idleMinutes, DateTimeOffset at, string by, Guid? importId = null)
    {
        var playbook = new Playbook
        {
            Key = key,
            Name = name,
            Locale = locale,
            IdleMinutes = idleMinutes,
            CreatedAt = at,
            CreatedBy = by,
            ImportId = importId,
            Version = 1,
        };
        playbook.AddAct(FallbackAct, statesOutcome: false, byAgent: true, byCustomer: false);
        playbook.Fallback = playbook.AddAction(FallbackAct, new ActionWords([FallbackAct])).Number;
        playbook.AddPolicy(PolicyVersion.Uniform(key, at));
        playbook.Champion = playbook.Policies[0].Id;
        return playbook;
    }

    internal void Edit(string name, IReadOnlyList<string> locales, int idleMinutes, int fallback)
    {
        (Name, IdleMinutes, Fallback) = (name, idleMinutes, fallback);
        SetLocales(locales);
        Version++;
    }

    /// <summary>It is a sample with customers written beside it.</summary>
    internal void MarkSample(string sample, string customersHash) => (Sample, CustomersHash) = (sample, customersHash);

    internal void SetReward(RewardDefinition reward)
    {
        Reward = reward;
        Version++;
    }

    /// <exception cref="InvalidOperationException">No such policy.</exception>
    internal void SetChampion(string policyId)
    {
        if (_policies.All(p => p.Id != policyId))
            throw new InvalidOperationException($"The playbook {Key} has no policy {policyId}.");
        Champion = policyId;
        Version++;
    }

    internal void SetHoldout(PlaybookHoldout holdout)
    {
        Holdout = holdout;
        Version++;
    }

    internal PlaybookAct AddAct(string key, bool statesOutcome, bool byAgent, bool byCustomer)
    {
        var act = PlaybookAct.Create(Key, key, _acts.Count, statesOutcome, byAgent, byCustomer);
        _acts.Add(act);
        return act;
    }

    internal PlaybookFact AddFact(string key, FactType type, FactUsages usages, IReadOnlyList<string> words, NumberRange? range = null)
    {
        var fact = PlaybookFact.Create(Key, key, _facts.Count, type, usages, words, range);
        _facts.Add(fact);
        return fact;
    }

    internal PlaybookProduct AddProduct(string key, ProductEdit edit)
    {
        var product = PlaybookProduct.Create(Key, key, edit);
        _products.Add(product);
        return product;
    }

    internal PlaybookAction AddAction(string key, ActionWords words)
    {
        var action = PlaybookAction.Create(Key, NextActionNumber++, key, words);
        _actions.Add(action);
        return action;
    }

    internal ComplianceRule AddRule(ComplianceRule rule)
    {
        _rules.Add(rule);
        return rule;
    }

    internal void SetRuleTerms(RuleTerms terms)
    {
        RuleTerms = terms;
        RuleTermsVersion++;
    }

    internal PolicyVersion AddPolicy(PolicyVersion policy)
    {
        _policies.Add(policy);
        return policy;
    }

    internal Experiment AddExperiment(Experiment experiment)
    {
        _experiments.Add(experiment);
        return experiment;
    }

    /// <summary>A new configuration is being composed with this layout.</summary>
    internal int Advance(EncoderSchema encoder)
    {
        if (Encoder is not null && encoder.Length < Encoder.Length)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The encoder of {Key} would shrink from {Encoder.Length} to {encoder.Length} slots."));
        Encoder = encoder;
        return ++ConfigurationVersion;
    }

    /// <remarks>A first locale that is replaced by a new one is renamed with its words (en becomes en-GB). Words in a locale that would be
    /// gone are never dropped.</remarks>
    private void SetLocales(IReadOnlyList<string> locales)
    {
        var (first, before) = (locales[0], Locales);
        var renamed = first != Locale && !locales.Contains(Locale) && !before.Contains(first);
        foreach (var action in first == Locale && before.All(locales.Contains) ? [] : _actions)
        {
            var words = action.Utterances(renamed ? first : Locale);
            if (words.Keys.FirstOrDefault(l => !locales.Contains(l)) is { } gone)
                throw new ValidationException("locales", $"The action {action.Key} has words in {gone}; take them out first.");
            if (first != Locale && !renamed)
                action.Edit(new ActionWords(action.Acts, action.Product, action.Stage, words.GetValueOrDefault(first), words.Where(w => w.Key != first).ToDictionary(), action.Note));
        }

        (Locale, OtherLocales) = (first, locales.Count > 1 ? [.. locales.Skip(1)] : null);
    }
}

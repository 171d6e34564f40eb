using System.Runtime.CompilerServices;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Utterances;

namespace ConvoStudio.Application.Configurations;

/// <summary>A configuration with its look-ups prepared: what a decision needs without searching.</summary>
public sealed class CompiledConfiguration
{
    private static readonly ConditionalWeakTable<ActiveConfiguration, CompiledConfiguration> Compiled = [];
    private readonly Dictionary<int, TalkTrackAction> _byNumber;
    private readonly Dictionary<string, TalkTrackAction> _byKey;
    private readonly Dictionary<int, ActionUtterances> _utterances;

    private CompiledConfiguration(ActiveConfiguration active)
    {
        var configuration = active.Configuration;
        var actions = configuration.Definition.Actions;
        _byNumber = actions.ToDictionary(a => a.Number);
        _byKey = actions.ToDictionary(a => a.Key, StringComparer.Ordinal);
        Encoder = new ContextEncoder(configuration.Encoder);
        Rules = TurnRules.Of(configuration);
        var products = (configuration.Definition.Products ?? []).ToDictionary(p => p.Key, StringComparer.Ordinal);
        _utterances = actions.ToDictionary(a => a.Number, a => new ActionUtterances(
            a, configuration.Definition.Locale, a.Product is null ? null : products.GetValueOrDefault(a.Product), configuration.Definition.Facts));
    }

    public ContextEncoder Encoder { get; }

    internal TurnRules Rules { get; }

    /// <summary>The compiled form; made once for each configuration in force.</summary>
    public static CompiledConfiguration Of(ActiveConfiguration active) => Compiled.GetValue(active, static a => new CompiledConfiguration(a));

    public TalkTrackAction Action(int number) => _byNumber[number];

    /// <summary>Words of an action, its templates read once.</summary>
    public ActionUtterances Utterances(int number) => _utterances[number];

    public TalkTrackAction? FindAction(string key) => _byKey.GetValueOrDefault(key);
}

using System.Collections.Frozen;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;

namespace ConvoStudio.Engine.Utterances;

/// <summary>Templates of one action in every locale, read once for a configuration.</summary>
public sealed class ActionUtterances
{
    private readonly string[] _locales;
    private readonly FrozenDictionary<string, UtteranceTemplate> _templates;
    private readonly UtteranceWords _words;

    /// <summary>Reads the templates of an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="firstLocale">The playbook's first locale, in which <see cref="TalkTrackAction.Utterance"/> is written.</param>
    /// <param name="product">The action's product, or null.</param>
    /// <param name="facts">All facts of the playbook.</param>
    public ActionUtterances(TalkTrackAction action, string firstLocale, OfferedProduct? product, IReadOnlyList<FactDefinition> facts)
    {
        var templates = new List<(string Locale, UtteranceTemplate Template)>();
        if (action.Utterance is { } first)
            templates.Add((firstLocale, Read(first)));
        templates.AddRange((action.Utterances ?? new Dictionary<string, string>()).OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => (u.Key, Read(u.Value))));
        _locales = [.. templates.Select(t => t.Locale)];
        _templates = templates.ToFrozenDictionary(t => t.Locale, t => t.Template, StringComparer.Ordinal);
        _words = new UtteranceWords(product, facts);
        Always = _locales.Length == 1 ? templates[0].Template.Plain : null;
    }

    /// <summary>The words when neither locale nor conversation can change them; null otherwise.</summary>
    public string? Always { get; }

    /// <summary>True when the action has no words at all.</summary>
    public bool IsEmpty => _locales.Length == 0;

    /// <summary>True when there is more than one locale to choose from.</summary>
    public bool HasChoice => _locales.Length > 1;

    /// <summary>The template for a conversation's locale, see <see cref="LocaleTag.Choose"/>.</summary>
    /// <exception cref="InvalidOperationException">The action has no words.</exception>
    public (string Locale, UtteranceTemplate Template) Choose(string? locale)
    {
        if (IsEmpty)
            throw new InvalidOperationException("The action has no words.");
        var chosen = LocaleTag.Choose(locale, _locales);
        return (chosen, _templates[chosen]);
    }

    /// <summary>The words for a conversation in one of the action's locales.</summary>
    public SpokenUtterance Say(string locale, IReadOnlyDictionary<string, FactValue> facts) => _templates[locale].Say(name => _words.Value(name, facts, locale));

    // Words stored before there were templates may hold single braces, or braces around anything; they are said as they stand.
    private static UtteranceTemplate Read(string source) =>
        UtteranceTemplate.TryParse(source, out _) is { } template && template.Placeholders.All(p => UtteranceWords.IsName(p.Name)) ? template : UtteranceTemplate.Literal(source);
}

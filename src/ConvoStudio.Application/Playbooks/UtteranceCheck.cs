using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Utterances;

namespace ConvoStudio.Application.Playbooks;

/// <summary>Whether the words of actions may be said: every placeholder is a number of the product or a fact that policies read.</summary>
public static class UtteranceCheck
{
    public const int MostCharacters = 2000;

    /// <summary>What templates of an action with this product may name.</summary>
    public static UtteranceWords WordsOf(Playbook playbook, string? product) => new(
        playbook.Products.FirstOrDefault(p => p.Key == product)?.ToDefinition(), [.. playbook.Facts.OrderBy(f => f.Position).Select(f => f.ToDefinition())]);

    /// <summary>Mistakes of the templates of one action, under utterances.en and so on.</summary>
    internal static FieldErrors Check(FieldErrors errors, Playbook playbook, string? product, IReadOnlyDictionary<string, string> utterances)
    {
        var words = WordsOf(playbook, product);
        foreach (var (locale, template) in utterances)
        {
            var field = FieldOf(playbook, locale);
            errors.Require(playbook.Locales.Contains(locale), field, $"{locale} is not a locale of this playbook; it has {string.Join(", ", playbook.Locales)}.")
                .Text(template, field, MostCharacters);
            foreach (var problem in words.Check(template))
                errors.Require(holds: false, field, $"At character {problem.Position + 1}: {problem.Message}");
        }

        return errors;
    }

    /// <summary>Refuses a change of products or facts after which an action in use could not say its words.</summary>
    /// <param name="field">Field of the changed thing by the placeholder that would be gone.</param>
    /// <exception cref="ValidationException">Some action would be broken; it names the first.</exception>
    internal static void DemandSayable(Playbook playbook, Func<string, string> field)
    {
        foreach (var action in playbook.Actions.Where(a => !a.Archived && a.HasPlaceholder))
        {
            var words = WordsOf(playbook, action.Product);
            foreach (var (locale, template) in action.Utterances(playbook.Locale))
            {
                if (UtteranceTemplate.TryParse(template, out _)?.Placeholders.FirstOrDefault(p => !words.Known.Contains(p.Name, StringComparer.Ordinal)) is { } gone)
                    throw new ValidationException(field(gone.Name), $"The action {action.Key} says {{{gone.Name}}} in {locale}; change its words first.");
            }
        }
    }

    /// <summary>The API's field of a locale's template: the first locale has had its own since the first version.</summary>
    private static string FieldOf(Playbook playbook, string locale) => locale == playbook.Locale ? "utterance" : $"utterances.{locale}";
}

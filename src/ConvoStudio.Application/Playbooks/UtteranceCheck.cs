using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;
using ConvoStudio.Engine.Utterances;

namespace ConvoStudio.Application.Playbooks;

/// <summary>Whether the words of actions may be said: every placeholder is a number of the product or a fact that policies read.</summary>
public static class UtteranceCheck
{
    public const int MostCharacters = 2000;

    /// <summary>What templates of an action with this product may name.</summary>
    public static UtteranceWords WordsOf(Playbook playbook, string? product) => WordsOf(playbook, product, null, null);

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
    /// <param name="product">The product as it would be, or null.</param>
    /// <param name="fact">The fact as it would be, or null.</param>
    /// <param name="field">Field of the changed thing by the placeholder that would be gone.</param>
    /// <exception cref="ValidationException">Some action would be broken; it names the first.</exception>
    internal static void DemandSayable(Playbook playbook, OfferedProduct? product, FactDefinition? fact, Func<string, string> field)
    {
        foreach (var action in playbook.Actions.Where(a => !a.Archived && a.HasPlaceholder))
        {
            var words = WordsOf(playbook, action.Product, product, fact);
            foreach (var (locale, template) in action.Utterances(playbook.Locale))
            {
                if (UtteranceTemplate.TryParse(template, out _)?.Placeholders.FirstOrDefault(p => !words.Known.Contains(p.Name, StringComparer.Ordinal)) is { } gone)
                    throw new ValidationException(field(gone.Name), $"The action {action.Key} says {{{gone.Name}}} in {locale}; change its words first.");
            }
        }
    }

    private static UtteranceWords WordsOf(Playbook playbook, string? key, OfferedProduct? product, FactDefinition? fact) => new(
        product?.Key == key ? product : playbook.Products.FirstOrDefault(p => p.Key == key)?.ToDefinition(),
        [.. playbook.Facts.OrderBy(f => f.Position).Select(f => f.Key == fact?.Key ? fact : f.ToDefinition())]);

    /// <summary>The API's field of a locale's template: the first locale has had its own since the first version.</summary>
    private static string FieldOf(Playbook playbook, string locale) => locale == playbook.Locale ? "utterance" : $"utterances.{locale}";
}

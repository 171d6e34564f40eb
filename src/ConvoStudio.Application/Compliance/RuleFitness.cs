using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Compliance;

/// <summary>Do the rules that decisions use still fit the playbook? A rule whose act, fact or tag is gone cannot be evaluated and would block everything.</summary>
internal static class RuleFitness
{
    /// <summary>Keys of live rules that do not fit, with the first reason.</summary>
    public static IReadOnlyDictionary<string, string> Unfit(Playbook playbook)
    {
        var vocabulary = new Lazy<RuleVocabulary>(() => VocabularyOf(playbook));
        var unfit = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var status in new[] { RuleStatus.InForce, RuleStatus.Shadow })
        {
            var rules = playbook.Rules.Where(r => r.Status == status).OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
            if (rules.Count == 0)
                continue;
            foreach (var error in RuleSetCheck.Check([.. rules.Select(r => r.Rule)], vocabulary.Value))
                unfit.TryAdd(RuleAt(error) is { } place ? rules[place].Key : "", $"{RestOf(error.Field)}: {error.Message}");
        }

        return unfit;
    }

    /// <exception cref="ValidationException">A rule fitted before the change and would not any more.</exception>
    public static void DemandNoneMore(Playbook playbook, IReadOnlyDictionary<string, string> before)
    {
        var errors = new FieldErrors();
        foreach (var (key, reason) in Unfit(playbook).Where(u => !before.ContainsKey(u.Key)))
            errors.Require(holds: false, "rules", key.Length == 0 ? reason : $"The rule {key} would not hold any more ({reason}) Withdraw it first, or leave what it speaks of.");
        errors.ThrowIfAny();
    }

    public static RuleVocabulary VocabularyOf(Playbook playbook) => PlaybookVocabulary.Of(ConfigurationComposer.DefinitionOf(playbook), playbook.RuleTerms);

    /// <summary>Number of the rule that an error of a set is about ("rules[3].when.fact"); null when it is about the set.</summary>
    public static int? RuleAt(FieldError error)
    {
        var (open, close) = (error.Field.IndexOf('[', StringComparison.Ordinal), error.Field.IndexOf(']', StringComparison.Ordinal));
        return error.Field.StartsWith("rules[", StringComparison.Ordinal) && int.TryParse(error.Field.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : null;
    }

    /// <summary>The place inside the rule ("when.fact").</summary>
    public static string RestOf(string field) => field.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? field[(dot + 1)..] : field;
}

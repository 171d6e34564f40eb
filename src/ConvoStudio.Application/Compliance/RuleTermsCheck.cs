using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>Finds what is wrong with the names rules are to use.</summary>
internal static class RuleTermsCheck
{
    private const int MostNames = 200;
    private const int LongestName = 40;
    private const int MostDays = 4000;

    /// <exception cref="ValidationException">A field is wrong.</exception>
    public static void Demand(RuleTerms terms, Playbook playbook)
    {
        var errors = new FieldErrors();
        Names(errors, "channels", terms.Channels);
        Names(errors, "jurisdictions", terms.Jurisdictions);
        Names(errors, "purposes", terms.Purposes);
        Names(errors, "endingActs", terms.EndingActs);
        foreach (var act in terms.EndingActs.Where(a => playbook.Acts.All(known => known.Key != a) && !RuleTerms.Usual.EndingActs.Contains(a)))
            errors.Require(holds: false, "endingActs", $"The playbook has no act {act}.");
        // The segment of a customer is named in sentences that anyone may see, so it may not come from a protected fact.
        errors.Require(
            terms.SegmentFact is null || playbook.Facts.Any(f => f.Key == terms.SegmentFact && f.Type == FactType.Category && f.Usages.HasFlag(FactUsages.Policy)),
            "segmentFact", "Choose a fact with words that policies may use.");
        var tags = terms.Tags ?? new Dictionary<string, IReadOnlyList<string>>();
        Names(errors, "tags", [.. tags.Keys]);
        foreach (var (tag, actions) in tags)
            foreach (var action in actions.Where(a => playbook.Actions.All(known => known.Key != a)))
                errors.Require(holds: false, $"tags.{tag}", $"The playbook has no action {action}.");
        foreach (var (jurisdiction, days) in terms.Holidays ?? new Dictionary<string, IReadOnlyList<DateOnly>>())
        {
            errors.Require(jurisdiction == RuleTerms.AnyJurisdiction || terms.Jurisdictions.Contains(jurisdiction), $"holidays.{jurisdiction}", "Name the jurisdiction first.");
            errors.Require(days.Count <= MostDays, $"holidays.{jurisdiction}", $"At most {MostDays} days.");
        }

        errors.ThrowIfAny();
    }

    private static void Names(FieldErrors errors, string field, IReadOnlyList<string> names) => errors
        .Require(names.Count <= MostNames, field, $"At most {MostNames}.")
        .Require(names.All(n => n.Trim().Length is > 0 and <= LongestName), field, $"Each of 1 to {LongestName} characters.")
        .Require(names.Distinct(StringComparer.Ordinal).Count() == names.Count, field, "Each once.");
}

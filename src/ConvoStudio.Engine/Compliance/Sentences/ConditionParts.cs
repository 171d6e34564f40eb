using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>The conditions of a rule that hold no others, in the order they are written.</summary>
internal static class ConditionParts
{
    public static IEnumerable<Condition> Of(RuleBody body) => body switch
    {
        ForbidRule { When: { } when } => Of(when),
        EligibilityRule eligibility => Of(eligibility.OnlyIf),
        HandOverRule handOver => Of(handOver.When),
        _ => [],
    };

    private static IEnumerable<Condition> Of(Condition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Of),
        AnyOf any => any.Parts.SelectMany(Of),
        NotOf not => Of(not.Part),
        _ => [condition],
    };
}

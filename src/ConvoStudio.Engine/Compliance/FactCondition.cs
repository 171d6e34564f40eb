using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance;

/// <summary>Three-valued answer of a condition on a fact.</summary>
public enum ConditionResult
{
    /// <summary>Known not to hold.</summary>
    False = 0,

    /// <summary>Known to hold.</summary>
    True = 1,

    /// <summary>The fact is unknown, withheld, or of another type than the operand.</summary>
    Unknown = 2,
}

/// <summary>Compares a fact with a rule's operand.</summary>
public static class FactCondition
{
    /// <summary>Does the comparison hold? Words compare ordinally; only numbers have an order.</summary>
    public static ConditionResult Test(FactValue fact, FactComparison comparison, FactValue operand)
    {
        if (!fact.IsKnown || fact.Kind != operand.Kind)
            return ConditionResult.Unknown;
        var equal = fact.Kind == FactValueKind.Word ? string.Equals(fact.Word, operand.Word, StringComparison.Ordinal) : fact.Number == operand.Number;
        bool? holds = comparison switch
        {
            FactComparison.Equal => equal,
            FactComparison.NotEqual => !equal,
            FactComparison.AtLeast when fact.Kind == FactValueKind.Number => fact.Number >= operand.Number,
            FactComparison.AtMost when fact.Kind == FactValueKind.Number => fact.Number <= operand.Number,
            _ => null,
        };
        return holds switch { true => ConditionResult.True, false => ConditionResult.False, null => ConditionResult.Unknown };
    }
}

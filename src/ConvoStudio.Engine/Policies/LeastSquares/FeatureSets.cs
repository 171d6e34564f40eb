namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>What may be a feature beside the single slots; several are tried beside each other.</summary>
[Flags]
public enum FeatureSets
{
    /// <summary>None: not a valid choice by itself.</summary>
    None = 0,

    /// <summary>The slots alone.</summary>
    Slots = 1,

    /// <summary>Slots and products of two of them, squares of numbers among these: all, or those that explain most where all are too many.</summary>
    Pairs = 2,

    /// <summary>Slots and steps of numbers at their quantiles.</summary>
    Steps = 4,

    /// <summary>Each of the three; the one that foretells rewards best answers.</summary>
    All = Slots | Pairs | Steps,
}

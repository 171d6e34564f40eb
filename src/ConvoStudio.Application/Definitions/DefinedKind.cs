namespace ConvoStudio.Application.Definitions;

/// <summary>What business users define in lists.</summary>
public enum DefinedKind
{
    Product,
    Action,
    Fact,
}

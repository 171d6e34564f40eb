namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>Where a rule holds. An empty list does not restrict.</summary>
/// <remarks>An unknown channel, jurisdiction or segment is inside every scope: not knowing never frees. A move without a product is outside a scope of products.
/// Products narrow the rule's own actions and the events it counts (triggers, refusals), not what fulfils it.</remarks>
/// <param name="Products">Product keys.</param>
/// <param name="Channels">Channels of the conversation.</param>
/// <param name="Jurisdictions">Jurisdictions of the conversation.</param>
/// <param name="Segments">Segments of the customer.</param>
public sealed record RuleScope(ValueList<string> Products, ValueList<string> Channels, ValueList<string> Jurisdictions, ValueList<string> Segments)
{
    /// <summary>Everywhere.</summary>
    public static RuleScope Everywhere { get; } = new([], [], [], []);
}

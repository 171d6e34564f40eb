namespace ConvoStudio.Web.Components.Definitions;

/// <summary>A half-filled drawer as the browser keeps it.</summary>
/// <param name="Version">Of the stored thing it began from; null for a new one.</param>
/// <param name="Began">The fields it began from, so that a change somebody made meanwhile is seen as one.</param>
public sealed record KeptFields(int? Version, IReadOnlyDictionary<string, string> Began, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Nothing was typed.</summary>
    public static KeptFields None { get; } = new(null, new Dictionary<string, string>(), new Dictionary<string, string>());
}

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>Which moves a rule speaks of. An empty list does not restrict; lists join with "and", the names in one with "or".</summary>
/// <remarks>A move is several acts in order. With acts, the pattern fits at the place of each such act (a rule about order looks at the first, a cap counts all);
/// without acts it fits the move as a whole, once, at its first place.</remarks>
/// <param name="Acts">Kinds of act.</param>
/// <param name="Stages">Stages of the talk.</param>
/// <param name="Tags">Tags of the action.</param>
public sealed record ActionPattern(ValueList<string> Acts, ValueList<string> Stages, ValueList<string> Tags)
{
    /// <summary>Every move with any of these acts.</summary>
    public static ActionPattern OfActs(params ReadOnlySpan<string> acts) => new(ValueList.Of(acts), [], []);
}

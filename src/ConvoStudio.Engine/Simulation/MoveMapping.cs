namespace ConvoStudio.Engine.Simulation;

/// <summary>What becomes of one act set of the agent.</summary>
/// <param name="Acts">The act set, sorted; acts that state the outcome left out.</param>
/// <param name="Count">Agent turns with it.</param>
/// <param name="Move">Key of the move, or null when the turns stay unlabelled.</param>
/// <param name="Rule">Why, in words for the page.</param>
public sealed record MoveMapping(IReadOnlyList<string> Acts, int Count, string? Move, string Rule);

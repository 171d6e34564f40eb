using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>How often one side does an act, and whether it seems to state the outcome.</summary>
/// <param name="Speaker">Who does it.</param>
/// <param name="Act">The act.</param>
/// <param name="Turns">Turns with it, in all conversations.</param>
/// <param name="LateShare">Share of its turns, in conversations long enough to tell, that lie at the very end; NaN when there are none.</param>
/// <param name="StatesOutcome">Suggestion: leave it out of moves and inputs, or the outcome is reported as its own cause.</param>
/// <param name="Reason">Why it is suggested, in words for the page; null when it is not.</param>
public sealed record ActSummary(Speaker Speaker, string Act, int Turns, double LateShare, bool StatesOutcome, string? Reason = null);

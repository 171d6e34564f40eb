using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>The playbook an import would become.</summary>
/// <param name="MinimumMoveCount">Agent turns an act set needed to become a move.</param>
/// <param name="Coverage">Share of the agent turns that read as a move, or null when there are none.</param>
/// <param name="Mappings">Every act set with the move it reads as and the rule that says so.</param>
/// <param name="ReadFrom">Conversations the moves and facts were read off; smaller than the import only for a very large one.</param>
public sealed record ImportPreview(
    Guid ImportId, ImportSummary Summary, IReadOnlyList<PreviewAct> Acts, IReadOnlyList<PreviewFact> Facts,
    int MinimumMoveCount, int AgentTurns, double? Coverage, IReadOnlyList<ExtractedMove> Moves, IReadOnlyList<MoveMapping> Mappings,
    IReadOnlyList<PreviewOutcome> Outcomes, int ReadFrom);

/// <param name="StatesOutcome">As chosen, or as suggested where nothing was chosen.</param>
public sealed record PreviewAct(string Act, bool ByAgent, bool ByCustomer, int Turns, bool StatesOutcome, bool Suggested);

/// <param name="Usages">As chosen, or as suggested where nothing was chosen; none leaves it out.</param>
public sealed record PreviewFact(FactSuggestion Suggestion, FactUsages Usages);

/// <summary>A field of the outcome and the metric it becomes.</summary>
public sealed record PreviewOutcome(string Field, string Metric, long Known);

namespace ConvoStudio.Engine.Compliance;

/// <summary>What the rules leave of a turn.</summary>
/// <param name="Eligible">Action numbers, strictly ascending, at least one. Shared between turns: read it, do not write to it.</param>
/// <param name="Blocked">Every action and rule that blocks it, by action number and then in the order of the rules; an action may occur more than once.</param>
/// <param name="Forced">Nothing was left, so the fallback is the only eligible action. It stands outside all rules.</param>
public sealed record FilterResult(int[] Eligible, IReadOnlyList<BlockedAction> Blocked, bool Forced);

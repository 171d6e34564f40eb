using ConvoStudio.Engine.Compliance.Proxies;

namespace ConvoStudio.Application.Compliance;

/// <summary>Do the facts policies read stand in for one they must not use? Sums over many conversations only.</summary>
/// <param name="Fact">The fact that must not be used.</param>
/// <param name="Conversations">Conversations in groups that count.</param>
/// <param name="Groups">How many groups count: those at or above the minimum cell.</param>
/// <param name="Hidden">How many do not.</param>
/// <param name="Result">What was found; null with fewer than two groups that count.</param>
public sealed record ProxyReport(string Fact, int Conversations, int Groups, int Hidden, ProxyResult? Result);

namespace ConvoStudio.Engine.Simulation;

/// <summary>What a simulated customer does after an agent turn.</summary>
/// <param name="Answered">False when the customer stays silent and the agent has the word again.</param>
/// <param name="Acts">Acts of the answer; empty when silent or when the answer carries no label.</param>
/// <param name="Sentiment">Mood in [-1, 1]; null when silent or when the samples know no moods.</param>
/// <param name="Ended">The conversation is over; the outcome is there.</param>
public sealed record CustomerResponse(bool Answered, IReadOnlyList<string> Acts, double? Sentiment, bool Ended);

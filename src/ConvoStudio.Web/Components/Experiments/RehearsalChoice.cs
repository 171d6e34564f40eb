namespace ConvoStudio.Web.Components.Experiments;

/// <summary>How many simulated customers, and the seed that makes them.</summary>
public sealed record RehearsalChoice(int Customers, int Seed);

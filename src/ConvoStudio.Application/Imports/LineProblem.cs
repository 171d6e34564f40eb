namespace ConvoStudio.Application.Imports;

/// <summary>What is wrong with a line.</summary>
/// <param name="Path">JSON path.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Advice">What to do.</param>
public sealed record LineProblem(string Path, string Reason, string Advice);

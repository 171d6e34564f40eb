namespace ConvoStudio.Engine.Experiments;

/// <summary>What may be said of a treatment in one segment.</summary>
/// <param name="Effect">Treatment − control, in the metric's unit; NaN where an arm has too few units.</param>
/// <param name="Low">Lower end; holds at every look and for all segments together.</param>
/// <param name="High">Upper end.</param>
/// <param name="PValue">Of "no effect here", valid at every look, before correction.</param>
/// <param name="AdjustedPValue">Corrected for the number of segments that have enough units.</param>
/// <param name="IsReadable">False where an arm has too few units: shown as such, and not counted in the correction.</param>
public readonly record struct SegmentReading(double Effect, double Low, double High, double PValue, double AdjustedPValue, bool IsReadable);

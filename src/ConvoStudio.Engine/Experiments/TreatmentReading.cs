namespace ConvoStudio.Engine.Experiments;

/// <summary>One treatment beside control.</summary>
/// <param name="Arm">Number of the arm.</param>
/// <param name="Lift">Difference of the rates (see RateLift); holds at every look, and for all treatments together.</param>
/// <param name="CostOfShipping">Rate lost on average if the treatment is shipped and is the worse one; flat priors.</param>
/// <param name="CostOfKeeping">Rate lost on average if control is kept and is the worse one.</param>
public readonly record struct TreatmentReading(int Arm, RateDifferenceSequence Lift, double CostOfShipping, double CostOfKeeping);

namespace ConvoStudio.Engine.Experiments;

/// <summary>One treatment beside control.</summary>
/// <param name="Arm">Number of the arm.</param>
/// <param name="Lift">Difference of the metric; holds at every look, and for all treatments together.</param>
/// <param name="CostOfShipping">What is lost on average if the treatment is shipped and is the worse one, in the metric's unit; flat priors.</param>
/// <param name="CostOfKeeping">What is lost on average if control is kept and is the worse one.</param>
public readonly record struct TreatmentReading(int Arm, LiftInterval Lift, double CostOfShipping, double CostOfKeeping);

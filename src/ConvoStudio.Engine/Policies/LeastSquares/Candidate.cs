namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>A learner that runs beside others.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="SquaredError">Sum of squares of its forecasts' errors, each made before the reward was learnt.</param>
internal readonly record struct Candidate(LeastSquaresLearner Learner, double SquaredError);

using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Whether two running experiments get in each other's way: in who is assigned, and in what the treatment does.</summary>
/// <param name="AssignmentPValue">Of "the assignments are independent", Pearson's chi-square over the cells.</param>
/// <param name="Difference">Effect of the first experiment inside the second's treatment, less that inside its control; 0 when nothing can be said.</param>
/// <param name="StandardError">Of the difference.</param>
/// <param name="EffectPValue">Of "the effect is the same", two-sided normal; 1 when nothing can be said. Correct it for the number of pairs looked at.</param>
/// <remarks>Source: Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments, chapters 4 and 21. Holds at one look.</remarks>
public readonly record struct ExperimentInteraction(double AssignmentPValue, double Difference, double StandardError, double EffectPValue)
{
    /// <summary>Compares the four cells of two experiments with two arms each.</summary>
    /// <param name="controlControl">Units in both controls.</param>
    /// <param name="treatmentControl">Treatment of the first, control of the second.</param>
    /// <param name="controlTreatment">Control of the first, treatment of the second.</param>
    /// <param name="treatmentTreatment">Units in both treatments.</param>
    public static ExperimentInteraction Of(
        in MeanSums controlControl, in MeanSums treatmentControl, in MeanSums controlTreatment, in MeanSums treatmentTreatment)
    {
        var assignment = Independence(controlControl.N, treatmentControl.N, controlTreatment.N, treatmentTreatment.N);
        var inside = EffectMoments.Difference(controlTreatment.Moments, treatmentTreatment.Moments);
        var outside = EffectMoments.Difference(controlControl.Moments, treatmentControl.Moments);
        if (inside.IsDegenerate || outside.IsDegenerate)
            return new(assignment, 0, 0, 1);
        var difference = inside.Effect - outside.Effect;
        var error = Math.Sqrt((inside.StandardError * inside.StandardError) + (outside.StandardError * outside.StandardError));
        return new(assignment, difference, error, StandardNormal.TwoSided(difference / error));
    }

    private static double Independence(double a, double b, double c, double d)
    {
        var margins = (a + b) * (c + d) * (a + c) * (b + d);
        if (!(margins > 0))
            return 1;
        var determinant = (a * d) - (b * c);
        return ChiSquare.Survival((a + b + c + d) * determinant * determinant / margins, 1);
    }
}

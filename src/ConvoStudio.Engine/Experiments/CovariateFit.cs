using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>One outcome of the regression: sums of both arms, the treatment's sum, and the sums of products with each covariate.</summary>
internal readonly record struct CovariateOutcome(MeanSums Both, double TreatmentSum, double[] SumProducts);

/// <summary>Least squares of outcomes on arm and covariates from sums alone; covariates and outcomes centred, so that their size costs no digits.</summary>
/// <remarks>Control mean at the average covariate, effect of the arm, their covariance with one residual covariance for both arms, and the part that the
/// average covariate is itself estimated. Source: Lin, Annals of Applied Statistics 7, 2013 (without interactions).</remarks>
internal sealed class CovariateFit
{
    private readonly MeanSums[] _covariates;
    private readonly double[] _covariateCovariance;
    private readonly double[] _treatmentSums;
    private readonly double[] _inverse;
    private readonly int _stride;
    private readonly long _treatmentUnits;

    public CovariateFit(long units, long treatmentUnits, MeanSums[] covariates, double[] treatmentSums, double[] covariance)
    {
        (_covariates, _covariateCovariance, _treatmentUnits) = (covariates, covariance, treatmentUnits);
        _treatmentSums = [.. treatmentSums.Select((sum, j) => sum - (treatmentUnits * covariates[j].Mean))];
        var order = 2 + covariates.Length;
        _stride = Kernel.Stride(order);
        _inverse = new double[_stride * _stride];
        Set(0, 0, units);
        Set(0, 1, treatmentUnits);
        Set(1, 1, treatmentUnits);
        for (var j = 0; j < covariates.Length; j++)
        {
            Set(1, 2 + j, _treatmentSums[j]);
            for (var k = 0; k <= j; k++)
                Set(2 + j, 2 + k, covariance[(j * covariates.Length) + k] * (units - 1));
        }
        CholeskyInverse.Invert(_inverse, order);
    }

    /// <summary>Fills means and covariance of a stratum.</summary>
    /// <param name="outcomes">One or two.</param>
    /// <param name="sumSquares">Σyy of the one outcome, or Σaa, Σab, Σbb of two.</param>
    /// <param name="degreesOfFreedom">Of the residuals, more than 0.</param>
    /// <param name="stratum">Receives the result.</param>
    public void Write(CovariateOutcome[] outcomes, double[] sumSquares, double degreesOfFreedom, Stratum stratum)
    {
        var right = outcomes.Select(RightSide).ToArray();
        var coefficients = right.Select(Solve).ToArray();
        for (var u = 0; u < outcomes.Length; u++)
        {
            stratum.Means[2 * u] = outcomes[u].Both.Mean + coefficients[u][0];
            stratum.Means[(2 * u) + 1] = coefficients[u][1];
            for (var v = 0; v < outcomes.Length; v++)
            {
                var centred = sumSquares[u + v] - (outcomes[u].Both.Sum * outcomes[v].Both.Mean);
                var residual = (centred - coefficients[u].Zip(right[v], (b, x) => b * x).Sum()) / degreesOfFreedom;
                for (var i = 0; i < 2; i++)
                {
                    for (var j = 0; j < 2; j++)
                        stratum.Covariance[(((2 * u) + i) * Stratum.Width) + (2 * v) + j] = stratum.N * residual * Inverse(i, j);
                }
                stratum.Covariance[(2 * u * Stratum.Width) + (2 * v)] += OfAverageCovariate(coefficients[u], coefficients[v], residual);
            }
        }
    }

    private double OfAverageCovariate(double[] left, double[] right, double residual)
    {
        var sum = 0.0;
        for (var j = 0; j < _covariates.Length; j++)
        {
            for (var k = 0; k < _covariates.Length; k++)
                sum += _covariateCovariance[(j * _covariates.Length) + k] * ((Inverse(2 + j, 2 + k) * residual) + (left[2 + j] * right[2 + k]));
        }
        return sum;
    }

    private double[] RightSide(CovariateOutcome outcome) =>
    [
        0,
        outcome.TreatmentSum - (_treatmentUnits * outcome.Both.Mean),
        .. outcome.SumProducts.Select((products, j) => products - (_covariates[j].Mean * outcome.Both.Sum)),
    ];

    private double[] Solve(double[] right) =>
        [.. Enumerable.Range(0, right.Length).Select(i => Enumerable.Range(0, right.Length).Sum(j => Inverse(i, j) * right[j]))];

    private double Inverse(int i, int j) => _inverse[(i * _stride) + j];

    private void Set(int i, int j, double value) => _inverse[(i * _stride) + j] = _inverse[(j * _stride) + i] = value;
}

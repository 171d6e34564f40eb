using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>Upper confidence bound of a linear reward model in one context.</summary>
/// <param name="Theta">Ridge coefficients (XᵀX + ridge·I)⁻¹Xᵀr, length d.</param>
/// <param name="Estimate">θᵀx.</param>
/// <param name="Width">√(xᵀA⁻¹x).</param>
/// <param name="UpperBound">Estimate + exploration·width.</param>
/// <remarks>Source: Li, Chu, Langford and Schapire, WWW 2010 (disjoint LinUCB).</remarks>
public sealed record LinUcb(IReadOnlyList<double> Theta, double Estimate, double Width, double UpperBound)
{
    /// <summary>Fits the rows of one action and scores a context.</summary>
    /// <param name="rows">Contexts in which the action was taken, each of length d.</param>
    /// <param name="rewards">One a row.</param>
    /// <param name="ridge">More than 0.</param>
    /// <param name="exploration">0 or more.</param>
    /// <param name="context">Length d, 1 or more.</param>
    /// <exception cref="ArgumentException">Lengths differ or a value is out of range.</exception>
    public static LinUcb Of(IReadOnlyList<double[]> rows, ReadOnlySpan<double> rewards, double ridge, double exploration, ReadOnlySpan<double> context)
    {
        var length = context.Length;
        if (length == 0 || rows.Count != rewards.Length || rows.Any(row => row.Length != length))
            throw new ArgumentException($"{rows.Count} rows of length {length} and {rewards.Length} rewards do not fit.", nameof(rows));
        if (!(ridge > 0) || !(exploration >= 0))
            throw new ArgumentException("The ridge must be above 0 and the exploration not below.", nameof(ridge));
        var stride = Kernel.Stride(length);
        var matrix = new double[stride * stride];
        var products = new double[length];
        for (var r = 0; r < rows.Count; r++)
        {
            for (var i = 0; i < length; i++)
            {
                products[i] += rows[r][i] * rewards[r];
                for (var j = 0; j < length; j++)
                    matrix[(i * stride) + j] += rows[r][i] * rows[r][j];
            }
        }
        for (var i = 0; i < length; i++)
            matrix[(i * stride) + i] += ridge;
        CholeskyInverse.Invert(matrix, length);
        var theta = new double[length];
        double estimate = 0, square = 0;
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < length; j++)
            {
                theta[i] += matrix[(i * stride) + j] * products[j];
                square += context[i] * matrix[(i * stride) + j] * context[j];
            }
            estimate += theta[i] * context[i];
        }
        var width = Math.Sqrt(Math.Max(0, square));
        return new(theta, estimate, width, estimate + (exploration * width));
    }
}

using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Ridge regression of the mood of an answer.</summary>
internal static class MoodRegression
{
    private const int LeastAnswers = 30;
    private const double Ridge = 5;

    /// <summary>Null when too few moods are known.</summary>
    public static MoodData? Fit(FitRows.Part part)
    {
        if (part.Rows.Count < LeastAnswers)
            return null;
        part.Space.Close();
        var count = part.Space.Count;
        var stride = Kernel.Stride(count);
        var inverse = SparseRow.Gram(part.Rows, count);
        for (var k = 1; k < count; k++)
            inverse[(k * stride) + k] += Ridge;
        CholeskyInverse.Invert(inverse, count);
        var (right, weights) = (new double[stride], new double[stride]);
        for (var i = 0; i < part.Rows.Count; i++)
        {
            var row = part.Rows[i];
            for (var k = 0; k < row.Slots.Length; k++)
                right[row.Slots[k]] += row.Values[k] * part.Targets[i];
        }
        Kernel.SymmetricMultiply(inverse, [.. Enumerable.Range(0, count)], right, weights);
        var squares = part.Rows.Zip(part.Targets, (row, target) => target - row.Dot(weights)).Sum(residual => residual * residual);
        return new(part.Space.Names, weights[..count], Math.Sqrt(squares / part.Rows.Count));
    }
}

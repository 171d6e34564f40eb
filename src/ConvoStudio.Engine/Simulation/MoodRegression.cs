using MathNet.Numerics.LinearAlgebra;

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
        var normal = Matrix<double>.Build.Dense(part.Space.Count, part.Space.Count);
        var right = Vector<double>.Build.Dense(part.Space.Count);
        for (var i = 0; i < part.Rows.Count; i++)
        {
            var row = part.Rows[i];
            for (var k = 0; k < row.Count; k++)
            {
                right[row.Number(k)] += row.Value(k) * part.Targets[i];
                for (var l = 0; l < row.Count; l++)
                    normal[row.Number(k), row.Number(l)] += row.Value(k) * row.Value(l);
            }
        }
        for (var k = 1; k < part.Space.Count; k++)
            normal[k, k] += Ridge;
        double[] weights = [.. normal.Cholesky().Solve(right)];
        var squares = 0.0;
        for (var i = 0; i < part.Rows.Count; i++)
        {
            var residual = part.Targets[i];
            for (var k = 0; k < part.Rows[i].Count; k++)
                residual -= weights[part.Rows[i].Number(k)] * part.Rows[i].Value(k);
            squares += residual * residual;
        }
        return new(part.Space.Names, weights, Math.Sqrt(squares / part.Rows.Count));
    }
}

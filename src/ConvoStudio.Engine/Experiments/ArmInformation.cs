using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>What a unit on each arm is expected to cost and to teach, from independent posteriors.</summary>
/// <remarks>Cost Δᵢ = E[max θ] − E[θᵢ]. Lesson vᵢ = Σⱼ P(j best)·(E[θᵢ | j best] − E[θᵢ])², the part of the variance of θᵢ that knowing the best arm would
/// take away: a lower bound of the information (times a constant) that a unit on arm i gives about which arm is best. All follow from
/// Mᵢⱼ = E[θᵢ; j best] = ∫ fⱼ Π_{k≠j} F_k · E[θᵢ | θᵢ ≤ u], by panels of eight Gauss nodes as in <see cref="BestArm"/>. Same bits on every machine.
/// Source: Russo and Van Roy, Operations Research 66, 2018, section 6.3 (variance-based information-directed sampling).</remarks>
internal sealed class ArmInformation
{
    private const int Nodes = GaussLegendre.Count;

    private readonly BeliefCurve[] _curves;
    private readonly double _origin;
    private readonly double[] _passed;
    private readonly double[] _passedValue;
    private readonly double[] _best;
    private readonly double[] _moments;

    private ArmInformation(BeliefCurve[] curves, double origin)
    {
        (_curves, _origin) = (curves, origin);
        (_passed, _passedValue, _best, _moments) = (new double[Count], new double[Count], new double[Count], new double[Count * Count]);
        (Regrets, Lessons) = (new double[Count], new double[Count]);
    }

    /// <summary>Δ of each arm, 0 or more; in the unit of the metric.</summary>
    public double[] Regrets { get; }

    /// <summary>v of each arm, 0 or more; in its square.</summary>
    public double[] Lessons { get; }

    private int Count => _curves.Length;

    /// <summary>Integrates.</summary>
    /// <param name="curves">At least two, all rates or all means; the greatest is the best.</param>
    /// <param name="origin">A value near the best arm's, from which values are reckoned so that their differences keep digits.</param>
    public static ArmInformation Of(BeliefCurve[] curves, double origin)
    {
        var information = new ArmInformation(curves, origin);
        information.Integrate();
        information.Sum();
        return information;
    }

    private void Integrate()
    {
        // Below the lowest values of the arm that starts last nothing can be best.
        var from = double.NegativeInfinity;
        foreach (var curve in _curves)
            from = Math.Max(from, curve.Low);
        Span<double> densities = new double[Nodes * Count], masses = new double[Nodes * Count], means = new double[Nodes * Count], values = stackalloc double[Nodes];
        for (var i = 0; i < Count; i++)
            for (var u = _curves[i].Low; u < Math.Min(from, _curves[i].High);)
            {
                var end = Math.Max(Math.Min(from, u + _curves[i].Deviation), Math.BitIncrement(u));
                Fill(i, 1, u, end - u, values, densities, masses, means);
                u = end;
            }
        for (var u = from; ;)
        {
            var end = double.PositiveInfinity;
            foreach (var curve in _curves)
                end = u < curve.High ? Math.Min(end, u + curve.Deviation) : end;
            if (double.IsPositiveInfinity(end))
                return;
            // A step below the last bit of u must still advance.
            end = Math.Max(end, Math.BitIncrement(u));
            Fill(0, Count, u, end - u, values, densities, masses, means);
            for (var k = 0; k < Nodes; k++)
                AddNode(k, (end - u) * GaussLegendre.Weights[k], values[k], densities, masses, means);
            u = end;
        }
    }

    // Densities at the nodes of a panel, the mass below each node, and the mean of what lies below it.
    private void Fill(int first, int count, double u, double width, Span<double> values, Span<double> densities, Span<double> masses, Span<double> means)
    {
        Span<double> places = stackalloc double[Nodes], softPlus = stackalloc double[Nodes];
        for (var k = 0; k < Nodes; k++)
        {
            places[k] = u + (width * GaussLegendre.Nodes[k]);
            softPlus[k] = _curves[first].IsRate ? PortableMath.SoftPlus(places[k]) : 0;
            // eᵘ/(1 + eᵘ) = e^(u − ln(1 + eᵘ)).
            values[k] = (_curves[first].IsRate ? PortableMath.Exp(places[k] - softPlus[k]) : places[k]) - _origin;
        }
        for (var i = first; i < first + count; i++)
        {
            Span<double> density = densities.Slice(i * Nodes, Nodes), mass = masses.Slice(i * Nodes, Nodes), mean = means.Slice(i * Nodes, Nodes);
            if (u >= _curves[i].High)
            {
                density.Clear();
                mass.Fill(_passed[i]);
                mean.Fill(_passedValue[i] / _passed[i]);
                continue;
            }
            _curves[i].Fill(places, softPlus, density);
            Collocate(i, width, values, density, mass, mean);
        }
    }

    private void Collocate(int arm, double width, ReadOnlySpan<double> values, ReadOnlySpan<double> density, Span<double> mass, Span<double> mean)
    {
        double total = 0, totalValue = 0;
        for (var k = 0; k < Nodes; k++)
        {
            double below = 0, belowValue = 0;
            for (var l = 0; l < Nodes; l++)
            {
                var part = density[l] * GaussLegendre.Partial[(l * Nodes) + k];
                below += part;
                belowValue += part * values[l];
            }
            mass[k] = Math.Max(0, _passed[arm] + (width * below));
            // Where nearly no mass lies below, what does lies just below.
            mean[k] = mass[k] > 1e-30 ? Math.Min(values[k], (_passedValue[arm] + (width * belowValue)) / mass[k]) : values[k];
            total += density[k] * GaussLegendre.Weights[k];
            totalValue += density[k] * GaussLegendre.Weights[k] * values[k];
        }
        _passed[arm] += width * total;
        _passedValue[arm] += width * totalValue;
    }

    private void AddNode(int node, double weight, double value, ReadOnlySpan<double> densities, ReadOnlySpan<double> masses, ReadOnlySpan<double> means)
    {
        for (var j = 0; j < Count; j++)
        {
            var wins = weight * densities[(j * Nodes) + node];
            for (var k = 0; k < Count && wins > 0; k++)
                wins *= k == j ? 1 : masses[(k * Nodes) + node];
            if (!(wins > 0))
                continue;
            _best[j] += wins;
            for (var i = 0; i < Count; i++)
                _moments[(i * Count) + j] += wins * (i == j ? value : means[(i * Nodes) + node]);
        }
    }

    private void Sum()
    {
        double all = 0;
        foreach (var best in _best)
            all += best;
        for (var i = 0; i < Count; i++)
        {
            double mean = 0;
            for (var j = 0; j < Count; j++)
            {
                mean += _moments[(i * Count) + j] / all;
                // Term by term, so that the small regret of a near-certain leader is no difference of large numbers.
                Regrets[i] += Math.Max(0, (_moments[(j * Count) + j] - _moments[(i * Count) + j]) / all);
            }
            for (var j = 0; j < Count; j++)
            {
                var apart = _best[j] > 0 ? (_moments[(i * Count) + j] / _best[j]) - mean : 0;
                Lessons[i] += _best[j] / all * apart * apart;
            }
        }
    }
}

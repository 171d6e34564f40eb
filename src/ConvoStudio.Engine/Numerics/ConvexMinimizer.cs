namespace ConvoStudio.Engine.Numerics;

/// <summary>Minimises a smooth convex function by limited-memory BFGS that starts from a given metric instead of the identity.</summary>
/// <remarks>Directions: Nocedal and Wright, Numerical Optimization, 2nd ed., algorithm 7.4. Steps are halved until the value falls enough or, where its
/// digits no longer show that, until the slope does (approximate Wolfe, Hager and Zhang 2005), so that tight tolerances can be met. In the kernel's order.</remarks>
/// <param name="objective">Value at a point; fills the gradient.</param>
/// <param name="metric">result = metric⁻¹ · gradient; linear, symmetric and positive definite.</param>
internal sealed class ConvexMinimizer(Func<double[], double[], double> objective, Action<double[], double[]> metric)
{
    private const int Memory = 10;
    private const int MostHalvings = 30;
    private const double Sufficient = 1e-4;
    private const double Rounding = 1e-12;

    private readonly LinkedList<Pair> _pairs = [];

    /// <summary>The point at which no component of the gradient is larger than the tolerance, or the best one reached before.</summary>
    /// <param name="start">Where to begin; overwritten.</param>
    /// <param name="mostIterations">Most iterations.</param>
    /// <param name="tolerance">Largest component of the gradient at the end.</param>
    /// <param name="iterated">Called before each iteration; may throw to cancel.</param>
    public double[] Minimize(double[] start, int mostIterations, double tolerance, Action iterated)
    {
        _pairs.Clear();
        var here = new Point(start, objective, metric);
        for (var iteration = 0; iteration < mostIterations && Largest(here.Gradient) > tolerance; iteration++)
        {
            iterated();
            if (Search(here, Direction(here)) is not { } next)
            {
                if (_pairs.Count == 0)
                    break;
                // What is remembered misleads; the metric alone cannot.
                _pairs.Clear();
                continue;
            }
            Remember(here, next);
            here = next;
        }
        return here.Place;
    }

    private Point? Search(Point here, double[] direction)
    {
        var slope = Kernel.Dot(direction, here.Gradient);
        if (!(slope < 0))
            return null;
        var length = 1.0;
        for (var attempt = 0; attempt <= MostHalvings; attempt++, length /= 2)
        {
            var place = here.Place.ToArray();
            Kernel.Axpy(length, direction, place);
            var next = new Point(place, objective, metric);
            if (next.Value <= here.Value + (Sufficient * length * slope)
                || (next.Value <= here.Value + (Rounding * Math.Abs(here.Value)) && Kernel.Dot(direction, next.Gradient) <= -0.8 * slope))
                return next;
        }
        return null;
    }

    private double[] Direction(Point here)
    {
        // The metric is linear, so it need not be solved for q = g − Σ α·y: solved g and solved y are at hand.
        var (rest, solved) = (here.Gradient.ToArray(), here.Solved.ToArray());
        var factors = new double[_pairs.Count];
        var place = _pairs.Count;
        for (var node = _pairs.Last; node is not null; node = node.Previous)
        {
            var pair = node.Value;
            factors[--place] = Kernel.Dot(pair.Move, rest) / pair.Curvature;
            Kernel.Axpy(-factors[place], pair.Change, rest);
            Kernel.Axpy(-factors[place], pair.SolvedChange, solved);
        }
        var scale = _pairs.Last is { Value: var last } ? last.Curvature / Kernel.Dot(last.Change, last.SolvedChange) : 1;
        var direction = new double[solved.Length];
        Kernel.Axpy(-scale, solved, direction);
        foreach (var pair in _pairs)
            Kernel.Axpy(-factors[place++] - (Kernel.Dot(pair.Change, direction) / pair.Curvature), pair.Move, direction);
        return direction;
    }

    private void Remember(Point here, Point next)
    {
        var pair = new Pair(Difference(next.Place, here.Place), Difference(next.Gradient, here.Gradient), Difference(next.Solved, here.Solved));
        // Rounding may turn the curvature of a tiny step over; such a pair would spoil all later directions.
        if (!(pair.Curvature > 0) || !(Kernel.Dot(pair.Change, pair.SolvedChange) > 0))
            return;
        _pairs.AddLast(pair);
        if (_pairs.Count > Memory)
            _pairs.RemoveFirst();
    }

    private static double[] Difference(double[] left, double[] right)
    {
        var difference = left.ToArray();
        Kernel.Axpy(-1, right, difference);
        return difference;
    }

    private static double Largest(double[] values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private sealed class Point
    {
        private readonly Action<double[], double[]> _metric;
        private double[]? _solved;

        public Point(double[] place, Func<double[], double[], double> objective, Action<double[], double[]> metric)
        {
            (Place, Gradient, _metric) = (place, new double[place.Length], metric);
            Value = objective(place, Gradient);
        }

        public double[] Place { get; }

        public double[] Gradient { get; }

        public double Value { get; }

        /// <summary>metric⁻¹ · gradient; not asked for of a point the search rejects.</summary>
        public double[] Solved
        {
            get
            {
                if (_solved is null)
                    _metric(Gradient, _solved = new double[Gradient.Length]);
                return _solved;
            }
        }
    }

    private sealed record Pair(double[] Move, double[] Change, double[] SolvedChange)
    {
        public double Curvature { get; } = Kernel.Dot(Move, Change);
    }
}

namespace ConvoStudio.Engine.Numerics;

/// <summary>Multinomial logistic regression with a ridge for each slot, on sparse rows.</summary>
/// <remarks>Minimises f(w) = −Σᵢ ln p(yᵢ | xᵢ) + ½ Σⱼ λⱼ Σ꜀ wⱼ꜀², which is strictly convex: the start decides only how soon the one optimum is reached.
/// Solved by <see cref="ConvexMinimizer"/> in the metric of <see cref="CurvatureBound"/>, so correlated or unscaled slots cost few extra iterations.
/// Deterministic: kernel order and <see cref="PortableMath"/>, the same bits with and without intrinsics.</remarks>
internal sealed class SoftmaxRegression
{
    /// <summary>The usual penalty of an intercept: only so that the intercept of a class without rows stays finite.</summary>
    public const double InterceptPenalty = 0.01;

    private readonly SparseRow[] _rows;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly int _slots;
    private readonly int _stride;
    private readonly CurvatureBound _bound;

    /// <summary>Takes the rows in; several fits with other penalties share the sums.</summary>
    /// <param name="rows">Rows x, each with an intercept slot if one is wanted.</param>
    /// <param name="labels">Class y of each row, in [0, classes).</param>
    /// <param name="classes">Classes, 1 or more; one without rows is allowed.</param>
    /// <param name="slots">Slots of a row.</param>
    /// <exception cref="ArgumentException">Not one label a row, or a label out of range.</exception>
    public SoftmaxRegression(IEnumerable<SparseRow> rows, IEnumerable<int> labels, int classes, int slots)
    {
        (_rows, _labels, _classes, _slots, _stride) = ([.. rows], [.. labels], classes, slots, Kernel.Stride(classes));
        if (_rows.Length != _labels.Length)
            throw new ArgumentException($"{_rows.Length} rows but {_labels.Length} labels.", nameof(labels));
        if (Array.Exists(_labels, label => label < 0 || label >= classes))
            throw new ArgumentException($"A label is outside the {classes} classes.", nameof(labels));
        _bound = new(_rows, slots);
    }

    /// <summary>Fits the weights.</summary>
    /// <param name="penalties">λ of each slot, each above 0.</param>
    /// <param name="options">When to end.</param>
    /// <param name="cancellationToken">Asked before each iteration.</param>
    /// <param name="start">Where to begin, such as the fit with a stronger ridge; null for 0.</param>
    /// <param name="iterated">Told before each iteration.</param>
    /// <exception cref="ArgumentException">A penalty is missing or not above 0, or the start is of another shape.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SoftmaxModel Fit(
        double[] penalties, SoftmaxFitOptions options, CancellationToken cancellationToken, SoftmaxModel? start = null, Action? iterated = null)
    {
        if (penalties.Length != _slots || Array.Exists(penalties, penalty => !(penalty > 0)))
            throw new ArgumentException($"Needs a penalty above 0 for each of {_slots} slots.", nameof(penalties));
        if (start is not null && (start.Classes, start.Slots) != (_classes, _slots))
            throw new ArgumentException($"The start has {start.Classes} classes of {start.Slots} slots, not {_classes} of {_slots}.", nameof(start));
        var metric = _bound.Plus(penalties);
        var minimizer = new ConvexMinimizer(
            (weights, gradient) => Objective(penalties, weights, gradient), (gradient, result) => metric.Solve(gradient, result, _stride));
        var weights = start is null ? new double[_slots * _stride] : start.Padded.ToArray();
        return new(_classes, minimizer.Minimize(weights, options.MaxIterations, options.Tolerance * _rows.Length, () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            iterated?.Invoke();
        }));
    }

    /// <summary>f and its gradient.</summary>
    /// <param name="penalties">λ of each slot.</param>
    /// <param name="weights">Slot by slot, padded.</param>
    /// <param name="gradient">Same shape; overwritten.</param>
    internal double Objective(ReadOnlySpan<double> penalties, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        gradient.Clear();
        var value = 0.0;
        for (var slot = 0; slot < _slots; slot++)
        {
            var own = weights.Slice(slot * _stride, _stride);
            Kernel.Axpy(penalties[slot], own, gradient.Slice(slot * _stride, _stride));
            value += penalties[slot] * Kernel.Dot(own, own) / 2;
        }
        var errors = new double[_stride];
        for (var i = 0; i < _rows.Length; i++)
        {
            var slots = _rows[i].Slots;
            var values = _rows[i].Values;
            Array.Clear(errors);
            SoftmaxModel.AddLogits(weights, slots, values, errors);
            var logit = errors[_labels[i]];
            value += SoftmaxModel.Normalize(errors.AsSpan(0, _classes)) - logit;
            errors[_labels[i]] -= 1;
            for (var k = 0; k < slots.Length; k++)
                Kernel.Axpy(values[k], errors, gradient.Slice(slots[k] * _stride, _stride));
        }
        return value;
    }
}

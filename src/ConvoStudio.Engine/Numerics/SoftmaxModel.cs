namespace ConvoStudio.Engine.Numerics;

/// <summary>Multinomial logistic probabilities of sparse rows: P(c | x) is proportional to exp(Σⱼ xⱼ·wⱼ꜀). Immutable.</summary>
/// <remarks>An intercept is a slot that is 1 in every row. Kernel order and <see cref="PortableMath"/>: the same bits with and without intrinsics.</remarks>
internal sealed class SoftmaxModel
{
    private const int MostOnStack = 512;

    private readonly double[] _weights;

    /// <param name="classes">Classes, 1 or more.</param>
    /// <param name="slots">Slots of a row.</param>
    /// <param name="weights">Slots · classes values: slot by slot, the classes of a slot side by side.</param>
    /// <exception cref="ArgumentException">The weights do not fit.</exception>
    public SoftmaxModel(int classes, int slots, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (weights.Length != (long)classes * slots)
            throw new ArgumentException($"{classes} classes of {slots} slots need {(long)classes * slots} weights, not {weights.Length}.", nameof(weights));
        (Classes, Slots, Stride) = (classes, slots, Kernel.Stride(classes));
        _weights = new double[slots * Stride];
        for (var slot = 0; slot < slots; slot++)
            weights.Slice(slot * classes, classes).CopyTo(_weights.AsSpan(slot * Stride));
    }

    /// <summary>A model over padded weights; it keeps the array.</summary>
    internal SoftmaxModel(int classes, double[] padded) =>
        (Classes, Stride, Slots, _weights) = (classes, Kernel.Stride(classes), padded.Length / Kernel.Stride(classes), padded);

    public int Classes { get; }

    public int Slots { get; }

    /// <summary>Length of a slot's padded weights, and of logits.</summary>
    public int Stride { get; }

    /// <summary>All weights, padded slot by slot.</summary>
    internal ReadOnlySpan<double> Padded => _weights;

    /// <summary>A slot's weights, padded to <see cref="Stride"/>.</summary>
    public ReadOnlySpan<double> WeightsOf(int slot) => _weights.AsSpan(slot * Stride, Stride);

    /// <summary>All weights without padding, as the constructor takes them.</summary>
    public double[] ToWeights()
    {
        var weights = new double[Slots * Classes];
        for (var slot = 0; slot < Slots; slot++)
            WeightsOf(slot)[..Classes].CopyTo(weights.AsSpan(slot * Classes));
        return weights;
    }

    /// <summary>Adds Σ valueᵢ·weights of slot i to the logits, in the order of the slots.</summary>
    /// <param name="slots">Slots that are not 0.</param>
    /// <param name="values">Their values.</param>
    /// <param name="logits">Length <see cref="Stride"/>.</param>
    public void AddLogits(ReadOnlySpan<int> slots, ReadOnlySpan<double> values, Span<double> logits) => AddLogits(_weights, slots, values, logits);

    /// <summary>Fills the probability of each class.</summary>
    public void Probabilities(SparseRow row, Span<double> probabilities)
    {
        Span<double> logits = Stride <= MostOnStack ? stackalloc double[Stride] : new double[Stride];
        logits.Clear();
        AddLogits(row.Slots, row.Values, logits);
        Normalize(logits[..Classes]);
        logits[..Classes].CopyTo(probabilities);
    }

    /// <summary>Natural logarithm of the probability of one class; finite however small the probability.</summary>
    public double LogProbability(SparseRow row, int label)
    {
        Span<double> logits = Stride <= MostOnStack ? stackalloc double[Stride] : new double[Stride];
        logits.Clear();
        AddLogits(row.Slots, row.Values, logits);
        var logit = logits[label];
        return logit - Normalize(logits[..Classes]);
    }

    /// <summary>Replaces logits by probabilities. A logit of −∞ gives 0; one at least must be finite.</summary>
    /// <returns>ln Σ exp(logit).</returns>
    public static double Normalize(Span<double> logits)
    {
        var largest = double.NegativeInfinity;
        foreach (var logit in logits)
            largest = Math.Max(largest, logit);
        for (var k = 0; k < logits.Length; k++)
            logits[k] -= largest;
        PortableMath.Exp(logits);
        var total = 0.0;
        foreach (var part in logits)
            total += part;
        for (var k = 0; k < logits.Length; k++)
            logits[k] /= total;
        return largest + PortableMath.Log(total);
    }

    internal static void AddLogits(ReadOnlySpan<double> padded, ReadOnlySpan<int> slots, ReadOnlySpan<double> values, Span<double> logits)
    {
        for (var i = 0; i < slots.Length; i++)
            Kernel.Axpy(values[i], padded.Slice(slots[i] * logits.Length, logits.Length), logits);
    }
}

using System.Buffers;
using System.Collections.Immutable;

namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>Behaviour as logged: a multinomial logistic regression of the logged move on the encoded context. P(a | x) is proportional to exp(x'w_a + c_a).</summary>
/// <param name="ContextLength">Length d of the contexts it was fitted on.</param>
/// <param name="Actions">Action numbers it knows, ascending, at least one.</param>
/// <param name="Weights">(d + 1) · K coefficients: for each slot one for each action, then the intercepts. Finite.</param>
/// <param name="L2">Ridge of the fit: penalty ½·L2·Σ sⱼ²w² with the scale s of <see cref="SlotScale"/>.</param>
/// <param name="SampleCount">Turns fitted on.</param>
/// <param name="HeldOutLogLikelihood">Mean log probability, natural, of held-out moves at the chosen ridge; NaN when nothing was held out.</param>
/// <param name="HeldOutMarginalLogLikelihood">The same for plain frequencies (one added to each), for comparison; NaN when nothing was held out.</param>
public sealed record BehaviorClone(
    int ContextLength, ImmutableArray<int> Actions, ImmutableArray<double> Weights, double L2, int SampleCount,
    double HeldOutLogLikelihood, double HeldOutMarginalLogLikelihood)
{
    private const uint Magic = 0x43425343; // "CSBC"
    private const int Version = 1;

    /// <summary>Writes it: little-endian, with magic, version and SHA-256. Equal clones write equal bytes.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        var writer = new StateWriter(Magic, Version);
        writer.Write(ContextLength);
        writer.Write(Actions.Length);
        foreach (var action in Actions)
            writer.Write(action);
        writer.Write(Weights.AsSpan());
        writer.Write(L2);
        writer.Write(SampleCount);
        writer.Write(HeldOutLogLikelihood);
        writer.Write(HeldOutMarginalLogLikelihood);
        writer.Finish(destination);
    }

    /// <summary>The clone whose <see cref="Save"/> wrote the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are truncated, corrupt, of another kind or of a newer version; the message says which.</exception>
    public static BehaviorClone Load(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes, Magic, Version, "behavior clone");
        var length = reader.ReadCount("context length", 0, 8);
        var actions = new int[reader.ReadCount("number of actions", 1, 12)];
        for (var i = 0; i < actions.Length; i++)
            actions[i] = reader.ReadInt32("action number");
        if (8L * (length + 1) * actions.Length > reader.Remaining)
            throw reader.Invalid("ends within its weights");
        var weights = new double[(length + 1) * actions.Length];
        reader.ReadDoubles(weights, "weights");
        var clone = new BehaviorClone(
            length, [.. actions], [.. weights], reader.ReadDouble("ridge"), reader.ReadInt32("sample count"),
            reader.ReadDouble("held-out log-likelihood"), reader.ReadDouble("held-out marginal log-likelihood"));
        reader.RequireEnd();
        return clone.Problem() is { } problem ? throw reader.Invalid(problem) : clone;
    }

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Problem()
    {
        if (ContextLength < 0 || Actions.IsDefaultOrEmpty || Weights.IsDefault || Weights.Length != (ContextLength + 1) * Actions.Length)
            return "does not have one weight for each slot and action and one intercept for each action";
        for (var i = 0; i < Actions.Length; i++)
        {
            if (Actions[i] < 0 || (i > 0 && Actions[i] <= Actions[i - 1]))
                return $"has action {Actions[i]} at place {i}; action numbers ascend from 0";
        }
        return Weights.All(double.IsFinite) ? null : "has a weight that is not finite";
    }
}

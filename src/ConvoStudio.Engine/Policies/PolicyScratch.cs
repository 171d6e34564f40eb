using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies;

/// <summary>Working memory of one thread, so that a decision allocates nothing. It holds no state between calls.</summary>
internal sealed class PolicyScratch
{
    [ThreadStatic]
    private static PolicyScratch? t_current;

    public double[] X { get; private set; } = [];

    public double[] Y { get; private set; } = [];

    public double[] V { get; private set; } = [];

    public double[] G { get; private set; } = [];

    public double[] Probabilities { get; private set; } = [];

    public int[] Slots { get; private set; } = [];

    /// <summary>0, 1, 2 …: the slot list of a dense vector.</summary>
    public int[] AllSlots { get; private set; } = [];

    /// <summary>The calling thread's memory, large enough for d slots and K actions. Not to be kept or used across a call to another policy.</summary>
    public static PolicyScratch For(int slots, int actions)
    {
        var scratch = t_current ??= new PolicyScratch();
        var stride = Kernel.Stride(slots);
        if (scratch.X.Length < stride)
            scratch.GrowSlots(stride);
        if (scratch.Probabilities.Length < actions)
            scratch.Probabilities = new double[Math.Max(actions, 2 * scratch.Probabilities.Length)];
        return scratch;
    }

    private void GrowSlots(int stride)
    {
        X = new double[stride];
        Y = new double[stride];
        V = new double[stride];
        G = new double[stride];
        Slots = new int[stride];
        AllSlots = new int[stride];
        for (var i = 0; i < stride; i++)
            AllSlots[i] = i;
    }
}

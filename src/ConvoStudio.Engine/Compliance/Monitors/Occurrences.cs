using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>The last few occurrences of something, as a ring in the state: a count, then their stamps (ticks or turns).</summary>
internal readonly struct Occurrences(StateLayout layout, int most)
{
    private readonly int _offset = layout.Take(1 + most);

    public void Push(RuleState state, long stamp)
    {
        if (most == 0)
            return;
        ref var count = ref state.Words[_offset];
        state.Words[_offset + 1 + (int)(count % most)] = stamp;
        // The count keeps its place in the ring and says that the ring is full, without growing.
        count = count + 1 >= 2L * most ? most : count + 1;
    }

    /// <summary>How many of those kept lie after the stamp.</summary>
    public int After(RuleState state, long stamp)
    {
        var kept = (int)Math.Min(state.Words[_offset], most);
        var after = 0;
        for (var i = 0; i < kept; i++)
            if (state.Words[_offset + 1 + i] > stamp)
                after++;
        return after;
    }

    /// <summary>Makes states that tell the same equal: stamps become ages counted from the newest possible stamp, in order, the old ones forgotten.</summary>
    public void Normalize(RuleState state, long now, long oldest)
    {
        var kept = (int)Math.Min(state.Words[_offset], most);
        var stamps = state.Words.AsSpan(_offset + 1, most);
        Span<long> ages = stackalloc long[RuleLimits.MostCount + 1];
        var count = 0;
        foreach (var stamp in stamps[..kept])
            if (stamp > oldest)
                ages[count++] = stamp - now;
        ages[..count].Sort();
        stamps.Clear();
        ages[..count].CopyTo(stamps);
        state.Words[_offset] = count;
    }

    /// <summary>Sets all stamps to 0 where only their number counts.</summary>
    public void Forget(RuleState state) => state.Words.AsSpan(_offset + 1, most).Clear();
}

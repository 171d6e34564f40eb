namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The arms and weights a unit was drawn with; many units share one.</summary>
internal sealed record UnitSplit(IReadOnlyList<string> Arms, uint[] Shares)
{
    public bool Is(IReadOnlyList<string> arms, IReadOnlyList<uint> shares)
    {
        if (arms.Count != Arms.Count || shares.Count != Shares.Length)
            return false;
        for (var i = 0; i < Shares.Length; i++)
            if (Shares[i] != shares[i])
                return false;
        return HasArms(arms);
    }

    public bool HasArmsOf(UnitSplit other) => ReferenceEquals(this, other) || (other.Arms.Count == Arms.Count && HasArms(other.Arms));

    /// <exception cref="InvalidDataException">It is none of its arms.</exception>
    public int PlaceOf(string arm)
    {
        for (var i = 0; i < Arms.Count; i++)
            if (Arms[i] == arm)
                return i;
        throw new InvalidDataException($"The assignment drew arm {arm}, which is none of its arms.");
    }

    private bool HasArms(IReadOnlyList<string> arms)
    {
        for (var i = 0; i < Arms.Count; i++)
            if (!string.Equals(Arms[i], arms[i], StringComparison.Ordinal))
                return false;
        return true;
    }
}

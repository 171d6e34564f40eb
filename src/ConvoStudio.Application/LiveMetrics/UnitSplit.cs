namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The arms and integer weights a unit was drawn with; many units share one.</summary>
/// <param name="Arms">Control first, those that joined later at the end.</param>
/// <param name="Shares">In the order of the arms.</param>
public sealed record UnitSplit(IReadOnlyList<string> Arms, IReadOnlyList<uint> Shares)
{
    private readonly uint[] _weights = [.. Shares];

    /// <summary><see cref="Shares"/> side by side.</summary>
    internal ReadOnlySpan<uint> Weights => _weights;

    public bool Is(IReadOnlyList<string> arms, IReadOnlyList<uint> shares)
    {
        if (arms.Count != Arms.Count || shares.Count != Shares.Count)
            return false;
        for (var i = 0; i < Shares.Count; i++)
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

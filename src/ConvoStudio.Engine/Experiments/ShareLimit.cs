namespace ConvoStudio.Engine.Experiments;

/// <summary>How small and how large the share of an arm may become.</summary>
/// <param name="Floor">In [0, 1].</param>
/// <param name="Ceiling">In [<paramref name="Floor"/>, 1].</param>
public readonly record struct ShareLimit(double Floor, double Ceiling)
{
    /// <summary>A share that does not move, as for a pinned control.</summary>
    /// <param name="share">In [0, 1].</param>
    public static ShareLimit Pinned(double share) => new(share, share);
}

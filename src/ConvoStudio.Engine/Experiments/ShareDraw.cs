namespace ConvoStudio.Engine.Experiments;

/// <summary>Maps a 32-bit draw to an arm in proportion to whole-number shares.</summary>
public static class ShareDraw
{
    /// <summary>Index of the arm drawn: the one whose part of the cumulated shares holds floor(draw · total / 2³²).</summary>
    /// <param name="shares">Weights; an arm of weight 0 is never drawn.</param>
    /// <param name="draw">Uniform over all 32-bit numbers.</param>
    /// <exception cref="ArgumentException">No share is above 0.</exception>
    /// <remarks>Each arm gets its exact share of the 2³² draws, up to one draw at each of its two boundaries.</remarks>
    public static int Pick(ReadOnlySpan<uint> shares, uint draw)
    {
        ulong total = 0;
        foreach (var share in shares)
            total += share;
        if (total == 0)
            throw new ArgumentException("No arm has a share above 0.", nameof(shares));
        var position = (ulong)((UInt128)draw * total >> 32);
        var arm = 0;
        while (position >= shares[arm])
            position -= shares[arm++];
        return arm;
    }
}

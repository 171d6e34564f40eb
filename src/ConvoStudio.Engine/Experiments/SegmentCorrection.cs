namespace ConvoStudio.Engine.Experiments;

/// <summary>What the p values of several segments are corrected for.</summary>
public enum SegmentCorrection
{
    /// <summary>One false claim among all segments (Holm).</summary>
    Holm,

    /// <summary>The share of false claims among those made, under any dependence (Benjamini and Yekutieli).</summary>
    BenjaminiYekutieli,
}

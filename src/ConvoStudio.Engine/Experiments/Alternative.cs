namespace ConvoStudio.Engine.Experiments;

/// <summary>What a test looks for.</summary>
public enum Alternative
{
    /// <summary>Any difference; the interval has two ends.</summary>
    TwoSided,

    /// <summary>Treatment above control; the interval has a lower end only.</summary>
    Greater,

    /// <summary>Treatment below control; the interval has an upper end only.</summary>
    Lesser,
}

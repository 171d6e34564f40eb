namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>What a chart of a board draws.</summary>
public enum BoardMeasure
{
    /// <summary>Of each treatment over control, with the interval that holds at every look.</summary>
    Lift,
    Conversion,
    MeanReward,
}

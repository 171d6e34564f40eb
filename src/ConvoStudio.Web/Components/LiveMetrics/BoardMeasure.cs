namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>What a chart of a board draws.</summary>
public enum BoardMeasure
{
    Conversion,
    MeanReward,
}

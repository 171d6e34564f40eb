namespace ConvoStudio.Web.Components.Common;

/// <summary>How a number is written; the same names in charts.js.</summary>
public enum NumberFormat
{
    /// <summary>9,591</summary>
    Count,
    /// <summary>0.134 → 13.4 %</summary>
    Rate,
    /// <summary>A difference of rates: 0.024 → +2.4 pts</summary>
    Points,
    /// <summary>At most three decimals: 0.031; intervals and charts as estimates: 19.52, 126.3</summary>
    Reward,
}

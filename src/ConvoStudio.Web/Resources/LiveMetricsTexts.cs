namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of live boards, LiveMetricsTexts.resx.</summary>
public sealed class LiveMetricsTexts;

namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts about segments of an experiment, SegmentTexts.resx.</summary>
public sealed class SegmentTexts;

namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about experiments, ExperimentTexts.resx.</summary>
public sealed class ExperimentTexts;

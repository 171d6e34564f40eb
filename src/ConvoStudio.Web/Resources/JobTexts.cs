namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about jobs, JobTexts.resx.</summary>
public sealed class JobTexts;

namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about playbooks, PlaybookTexts.resx.</summary>
public sealed class PlaybookTexts;

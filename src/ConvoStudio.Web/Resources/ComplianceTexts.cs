namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about rules, ComplianceTexts.resx.</summary>
public sealed class ComplianceTexts;

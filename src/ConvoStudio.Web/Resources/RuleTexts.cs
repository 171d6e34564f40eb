namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about rules, RuleTexts.resx.</summary>
public sealed class RuleTexts;

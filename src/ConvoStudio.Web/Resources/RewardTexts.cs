namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about rewards, RewardTexts.resx.</summary>
public sealed class RewardTexts;

namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts about kinds of policies, PolicyTexts.resx.</summary>
public sealed class PolicyTexts;

namespace ConvoStudio.Web.Resources;

/// <summary>Texts of the sample playbooks.</summary>
public sealed class SampleTexts;

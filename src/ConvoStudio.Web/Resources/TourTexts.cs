namespace ConvoStudio.Web.Resources;

/// <summary>Texts of the guided tour.</summary>
public sealed class TourTexts;

namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the system page, SystemTexts.resx.</summary>
public sealed class SystemTexts;

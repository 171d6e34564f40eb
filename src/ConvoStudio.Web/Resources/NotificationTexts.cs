namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the bell, NotificationTexts.resx.</summary>
public sealed class NotificationTexts;

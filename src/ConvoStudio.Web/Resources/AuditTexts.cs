namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the audit log, AuditTexts.resx.</summary>
public sealed class AuditTexts;

namespace ConvoStudio.Application.People;

/// <summary>The four roles of the console.</summary>
public static class Roles
{
    public const string SalesManager = "sales-manager";
    public const string ComplianceOfficer = "compliance-officer";
    public const string Analyst = "analyst";
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [SalesManager, ComplianceOfficer, Analyst, Administrator];
}

using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using Xunit;

namespace ConvoStudio.Application.Tests.People;

public sealed class RoleTableTests
{
    // Written by hand from UX.md §7 and DESIGN.md §9: sales manager, compliance officer, analyst, administrator | scopes decide, report, manage.
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["ManagePeople"] = "---D|---",
        ["ManageKeys"] = "---D|--m",
        ["ReadAudit"] = "-C-D|---",
        ["ReadJobs"] = "SCAD|--m",
        ["ImportConversations"] = "--AD|--m",
        ["ReportOutcomes"] = "--AD|-r-",
        ["CreatePlaybook"] = "S-A-|--m",
        ["ReadPlaybooks"] = "SCAD|drm",
        ["EditPlaybook"] = "S---|--m",
        ["EditFacts"] = "SC--|--m",
        ["EditRules"] = "-C--|--m",
        ["ReviewRules"] = "-C--|---",
        ["ApproveInConversation"] = "SCAD|---",
        ["ClearHandOver"] = "SC--|---",
        ["EditReward"] = "S-A-|--m",
        ["ReadPolicies"] = "SCA-|-rm",
        ["ReadExperiments"] = "SCA-|-rm",
        ["StartExperiment"] = "S-A-|--m",
        ["SetHoldout"] = "S-A-|--m",
        ["Rehearse"] = "S-A-|--m",
        ["ReadConversations"] = "SCA-|-r-",
        ["ReadDecisions"] = "-CA-|-r-",
        ["Replay"] = "-CA-|-r-",
        ["ReadLiveMetrics"] = "SCA-|-r-",
        ["EditOwnAccount"] = "SCAD|---",
        ["ManageSystem"] = "---D|---",
        ["Decide"] = "----|d--",
    };

    public static TheoryData<UseCase> UseCases => [.. Enum.GetValues<UseCase>()];

    [Theory, MemberData(nameof(UseCases))]
    public void Allows_EveryRoleAndScope_AsWrittenByHand(UseCase useCase)
    {
        string[] roles = [Roles.SalesManager, Roles.ComplianceOfficer, Roles.Analyst, Roles.Administrator];
        KeyScopes[] scopes = [KeyScopes.Decide, KeyScopes.Report, KeyScopes.Manage];
        var people = string.Concat(roles.Select((role, i) => RoleTable.Allows(Actor.Person("p", "P", [role]), useCase) ? "SCAD"[i] : '-'));
        var keys = string.Concat(scopes.Select((scope, i) => RoleTable.Allows(Actor.Key(Guid.Empty, "K", scope), useCase) ? "drm"[i] : '-'));
        Assert.Equal(Expected[useCase.ToString()], $"{people}|{keys}");
    }

    [Fact]
    public void Expected_Table_NamesEveryUseCase() =>
        Assert.Equal(Enum.GetNames<UseCase>().Order(StringComparer.Ordinal), Expected.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Demand_SecondRoleAllows_Passes() =>
        RoleTable.Demand(Actor.Person("p", "P", [Roles.Administrator, Roles.Analyst]), UseCase.ReadDecisions);

    [Fact]
    public void Demand_AdministratorReadsDecisions_Throws()
    {
        var exception = Assert.Throws<ForbiddenException>(() => RoleTable.Demand(TestStudio.Administrator, UseCase.ReadDecisions));
        Assert.Equal(UseCase.ReadDecisions, exception.UseCase);
    }

    [Fact]
    public void Allows_NoRoleNoScope_Nothing() =>
        Assert.DoesNotContain(Enum.GetValues<UseCase>(), useCase => RoleTable.Allows(Actor.Person("p", "P", []), useCase));
}

using System.Collections.Frozen;
using ConvoStudio.Application.Keys;

namespace ConvoStudio.Application.People;

/// <summary>The one table of who may do what. Services ask it; pages ask it only to leave out what a person may not open.</summary>
/// <remarks>An administrator manages people and keys and reads nothing of a customer by that alone: whoever needs both is given both roles.</remarks>
public static class RoleTable
{
    private const string S = Roles.SalesManager;
    private const string C = Roles.ComplianceOfficer;
    private const string A = Roles.Analyst;
    private const string D = Roles.Administrator;

    private static readonly FrozenDictionary<UseCase, (string[] Roles, KeyScopes Scopes)> Table =
        new Dictionary<UseCase, (string[], KeyScopes)>
        {
            [UseCase.ManagePeople] = ([D], KeyScopes.None),
            [UseCase.ManageKeys] = ([D], KeyScopes.Manage),
            [UseCase.ReadAudit] = ([C, D], KeyScopes.None),
            [UseCase.ReadJobs] = ([A, S, C, D], KeyScopes.Manage),
            [UseCase.ImportConversations] = ([A, D], KeyScopes.Manage),
            [UseCase.ReportOutcomes] = ([A, D], KeyScopes.Report),
            [UseCase.CreatePlaybook] = ([S, A], KeyScopes.Manage),
            [UseCase.ReadPlaybooks] = ([S, C, A, D], KeyScopes.Decide | KeyScopes.Report | KeyScopes.Manage),
            [UseCase.EditPlaybook] = ([S], KeyScopes.Manage),
            [UseCase.EditFacts] = ([S, C], KeyScopes.Manage),
            [UseCase.EditRules] = ([C], KeyScopes.Manage),
            [UseCase.ReviewRules] = ([C], KeyScopes.None),
            [UseCase.ApproveInConversation] = ([S, C, A, D], KeyScopes.None),
            [UseCase.ClearHandOver] = ([S, C], KeyScopes.None),
            [UseCase.EditReward] = ([S, A], KeyScopes.Manage),
            [UseCase.ReadPolicies] = ([S, C, A], KeyScopes.Report | KeyScopes.Manage),
            [UseCase.ReadExperiments] = ([S, C, A], KeyScopes.Report | KeyScopes.Manage),
            [UseCase.StartExperiment] = ([S, A], KeyScopes.Manage),
            [UseCase.SetHoldout] = ([S, A], KeyScopes.Manage),
            [UseCase.Rehearse] = ([S, A], KeyScopes.Manage),
            [UseCase.ReadConversations] = ([S, C, A], KeyScopes.Report),
            [UseCase.ReadDecisions] = ([C, A], KeyScopes.Report),
            [UseCase.Replay] = ([C, A], KeyScopes.Report),
            [UseCase.ReadLiveMetrics] = ([S, C, A], KeyScopes.Report),
            [UseCase.EditOwnAccount] = ([S, C, A, D], KeyScopes.None),
            [UseCase.ManageSystem] = ([D], KeyScopes.None),
            [UseCase.Decide] = ([], KeyScopes.Decide),
        }.ToFrozenDictionary();

    public static bool Allows(string role, UseCase useCase) => Array.IndexOf(Table[useCase].Roles, role) >= 0;

    public static bool Allows(KeyScopes scopes, UseCase useCase) => (Table[useCase].Scopes & scopes) != KeyScopes.None;

    public static bool Allows(IActor actor, UseCase useCase) =>
        actor.IsSystem || Allows(actor.Scopes, useCase) || actor.Roles.Any(role => Allows(role, useCase));

    /// <exception cref="ForbiddenException">None of the actor's roles or scopes allows it.</exception>
    public static void Demand(IActor actor, UseCase useCase)
    {
        if (!Allows(actor, useCase))
            throw new ForbiddenException(actor.Name, useCase);
    }
}

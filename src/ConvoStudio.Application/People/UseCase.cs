namespace ConvoStudio.Application.People;

/// <summary>Everything a service can be asked to do, as far as somebody may be refused it.</summary>
public enum UseCase
{
    ManagePeople,
    ManageKeys,
    ReadAudit,
    ReadJobs,
    ImportConversations,

    /// <summary>Report outcomes that another system learnt of later, one by one or as a file.</summary>
    ReportOutcomes,
    CreatePlaybook,
    ReadPlaybooks,
    EditPlaybook,
    EditFacts,
    EditRules,

    /// <summary>Approve a rule somebody else wrote and put it in force: people only, since a key can make keys.</summary>
    ReviewRules,

    /// <summary>Approve, in one conversation, what a rule stops without approval: people of the rule's own role only.</summary>
    ApproveInConversation,

    /// <summary>Clear a conversation after a hand-over, so that rules let the agent go on.</summary>
    ClearHandOver,
    EditReward,
    ReadPolicies,
    ReadExperiments,
    StartExperiment,

    /// <summary>Say how many customers no experiment meets.</summary>
    SetHoldout,
    Rehearse,
    ReadConversations,
    ReadDecisions,
    Replay,
    ReadLiveMetrics,

    /// <summary>Name, time zone, signs of numbers and keys of oneself.</summary>
    EditOwnAccount,

    /// <summary>Storage, backups, retention.</summary>
    ManageSystem,

    /// <summary>Open conversations, report turns and outcomes, ask for decisions: machines only.</summary>
    Decide,
}

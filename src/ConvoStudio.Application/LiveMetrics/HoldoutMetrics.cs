using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Everybody else beside the customers of a playbook's holdout, as long as share and policy stay the same. Every customer is counted once, with the first
/// conversation of that time, on the side the draw put him: whoever would be held but keeps an arm of an experiment counts among the held.</summary>
internal sealed class HoldoutMetrics
{
    private const double Million = 1_000_000;
    private static readonly string[] Names = [PlaybookHoldout.HeldArm, PlaybookHoldout.OthersArm];
    private readonly (string Policy, double Share) _is;
    private readonly uint[] _shares;
    private readonly HashSet<long> _customers = [];
    private readonly Dictionary<long, string> _arms = [];

    public HoldoutMetrics(string playbook, RoutingPart routing)
    {
        _is = (routing.Holdout!, routing.HoldoutShare);
        var held = (uint)Math.Max(1, Math.Round(routing.HoldoutShare * Million));
        _shares = [held, (uint)Math.Max(1, Million - held)];
        var part = new ExperimentPart(
            PlaybookHoldout.MetricsKey(playbook), "Holdout", 1, true,
            [new ArmPart(PlaybookHoldout.HeldArm, "Holdout", routing.Holdout!, _shares[0], true), new ArmPart(PlaybookHoldout.OthersArm, "Everybody else", "", _shares[1], false)]);
        Metrics = new ExperimentMetrics(playbook, part);
        Metrics.Configure(part);
    }

    public ExperimentMetrics Metrics { get; }

    /// <summary>Nobody is held any more: the numbers stay, and one like it would begin anew.</summary>
    public bool Ended { get; set; }

    /// <summary>True while the routing is the one that is counted here.</summary>
    public bool Is(RoutingPart routing) => !Ended && routing.Holdout == _is.Policy && routing.HoldoutShare == _is.Share;

    /// <summary>Takes in a conversation at its first decision, if it is the customer's first.</summary>
    /// <param name="held">What the draw said.</param>
    public void Begin(ConversationRow conversation, bool held)
    {
        if (!_customers.Add(conversation.CustomerNo))
            return;
        var arm = held ? PlaybookHoldout.HeldArm : PlaybookHoldout.OthersArm;
        _arms[conversation.No] = arm;
        Metrics.Assign(conversation.No, Names, _shares, arm);
    }

    /// <summary>The side of a conversation that is counted, else null.</summary>
    public string? ArmOf(long conversation) => _arms.GetValueOrDefault(conversation);

    /// <summary>What the first decision's route says of the draw; null when it says nothing.</summary>
    public static bool? Drawn(string step, bool hasTarget) => step switch
    {
        HoldoutRouting.Step => hasTarget,
        HoldoutRouting.KeptStep => true,
        _ => null,
    };
}

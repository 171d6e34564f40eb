using ConvoStudio.Application.Configurations;

namespace ConvoStudio.Application.Experiments;

/// <summary>What a conversation is assigned to.</summary>
public sealed class ExperimentArm
{
    private ExperimentArm()
    {
    }

    public string ExperimentKey { get; private set; } = "";

    public string Key { get; private set; } = "";

    public int Position { get; private set; }

    public string Name { get; private set; } = "";

    public string PolicyId { get; private set; } = "";

    /// <summary>Integer weight.</summary>
    public uint Share { get; private set; }

    public bool Control { get; private set; }

    /// <summary>Nobody gets it any more.</summary>
    public bool Retired { get; private set; }

    /// <summary>Why it was retired; null while it is not.</summary>
    public string? RetiredReason { get; private set; }

    internal void Retire(string reason) => (Retired, RetiredReason) = (true, reason);

    internal static ExperimentArm Create(string experiment, ArmPart arm, int position) => new()
    {
        ExperimentKey = experiment,
        Key = arm.Key,
        Position = position,
        Name = arm.Name,
        PolicyId = arm.Policy,
        Share = arm.Share,
        Control = arm.Control,
    };
}

using ConvoStudio.Web.Components.Policies;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>An arm as it is being typed.</summary>
public sealed class ArmDraft
{
    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Id of a policy; null while none is chosen, and for a new learner.</summary>
    public string? Policy { get; set; }

    /// <summary>The policy made with the experiment, when it shall be a new one.</summary>
    public LearnerDraft? Learner { get; set; }

    public int Share { get; set; } = 50;

    public bool Control { get; set; }
}

namespace ConvoStudio.Engine.Experiments;

/// <summary>What an experiment says at a look.</summary>
public enum VerdictKind
{
    /// <summary>Too little is known to say anything, and more may come.</summary>
    NotEnoughEvidence,

    /// <summary>The interval still holds both a gain and a loss.</summary>
    KeepGoing,

    /// <summary>An arm is better than control.</summary>
    Ship,

    /// <summary>No arm can still gain as much as would be worth it.</summary>
    Stop,

    /// <summary>An arm is worse than control, and none is better.</summary>
    Harm,
}

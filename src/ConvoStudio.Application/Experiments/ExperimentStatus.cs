namespace ConvoStudio.Application.Experiments;

/// <summary>Draft → Running ⇄ Paused → Stopped → Concluded; every other step is forbidden.</summary>
public enum ExperimentStatus
{
    Draft,
    Running,
    Paused,
    Stopped,
    Concluded,
}

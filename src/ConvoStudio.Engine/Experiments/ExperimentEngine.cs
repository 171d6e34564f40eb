namespace ConvoStudio.Engine.Experiments;

/// <summary>By which rule an experiment is decided.</summary>
public enum ExperimentEngine
{
    /// <summary>A fixed number of units, then one two-sided test.</summary>
    Frequentist,

    /// <summary>An always-valid confidence sequence.</summary>
    Sequential,

    /// <summary>A posterior interval that leaves 0 out.</summary>
    Bayesian,
}

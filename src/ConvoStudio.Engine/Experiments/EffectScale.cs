namespace ConvoStudio.Engine.Experiments;

/// <summary>What an effect is measured in.</summary>
public enum EffectScale
{
    /// <summary>Treatment − control, in the metric's unit.</summary>
    Absolute,

    /// <summary>(Treatment − control) / |control|.</summary>
    Relative,
}

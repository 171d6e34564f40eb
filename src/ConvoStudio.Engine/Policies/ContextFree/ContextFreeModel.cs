namespace ConvoStudio.Engine.Policies.ContextFree;

/// <summary>What is believed of the reward of one action, whatever the context; the numbers are stored.</summary>
public enum ContextFreeModel
{
    /// <summary>Rewards in [0, highest], most of them 0 or the highest: a Beta posterior of their mean.</summary>
    Beta = 0,

    /// <summary>Any rewards, with a known noise: a normal posterior of their mean.</summary>
    Gaussian = 1,
}

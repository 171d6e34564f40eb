namespace ConvoStudio.Engine.Experiments;

/// <summary>What the shares of a bandit experiment are moved for; the numbers are stored.</summary>
public enum AllocationPurpose
{
    /// <summary>To know soon which arm is the best: the arm that looks best keeps a fixed part, the others that may be share the rest.</summary>
    FindBest = 0,

    /// <summary>To lose least while it runs: the part of the arm that looks best is chosen anew each time, by what others would cost and teach.</summary>
    LoseLeast = 1,
}

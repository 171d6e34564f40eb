using ConvoStudio.Application.Configurations;

namespace ConvoStudio.Application.Experiments;

/// <summary>Shares that have moved away from those of the configuration.</summary>
public interface IExperimentShares
{
    /// <summary>The shares new units are drawn with, or null for those of the configuration: nothing has moved since its epoch began.</summary>
    MovedShares? Find(ExperimentPart experiment);
}

/// <summary>Shares of a reallocation.</summary>
/// <param name="Sequence">Of its log entry.</param>
/// <param name="Shares">Arm → share; sum to 2³² at most, an arm that is not named gets none.</param>
public sealed record MovedShares(long Sequence, int Epoch, IReadOnlyDictionary<string, uint> Shares);
